package sightline.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import sightline.registry.metrics.RegistryMetrics;

/**
 * A registry on a free port over a shelf without a log, with a shell script as the check.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: the server ends with it.
 */
public final class TestRegistry implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Says yes to everything, with the digest of what it saw. */
  public static final String GOOD_CHECK =
      """
      for last; do :; done
      digest=$(sha256sum "$last" | cut -c1-64)
      printf '{"ok":true,"digest":"sha256:%s","task":"detection","family":"yolox",' "$digest"
      printf '"input":{"width":416},"labels":["person"],"manifest":"minScore: 0.4","manifestSource":"embedded",'
      printf '"assumed":[],"steps":[{"name":"load","ok":true,"detail":"","millis":1}],"residentBytes":7,"inferenceMillis":2}\\n'
      """;

  public final FakeShelf shelf;
  public final Path folder;
  private final ModelRegistry registry;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestRegistry(FakeShelf shelf, Path folder, ModelRegistry registry) {
    this.shelf = shelf;
    this.folder = folder;
    this.registry = registry;
  }

  public static TestRegistry start(Path folder) throws IOException {
    return start(folder, GOOD_CHECK, new FakeShelf(), settings -> {});
  }

  public static TestRegistry start(
      Path folder, String check, FakeShelf shelf, Consumer<ObjectNode> more) throws IOException {
    Path script = Files.writeString(folder.resolve("check.sh"), check);
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("port", 0);
    settings.put("storeFolder", folder.resolve("store").toString());
    settings.put("minFreeBytes", 0);
    settings.putObject("checker").putArray("command").add("sh").add(script.toString());
    more.accept(settings);
    var core = new ModelRegistry.Core(shelf, shelf, () -> {});
    var registry = ModelRegistry.start(RegistryConfig.read(settings), new RegistryMetrics(), core);
    return new TestRegistry(shelf, folder, registry);
  }

  public int port() {
    return registry.port();
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).method(method, BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Uploads and waits until it is a version or refused. */
  public JsonNode imported(String path, byte[] bytes) throws IOException, InterruptedException {
    var accepted = send(request(path).POST(BodyPublishers.ofByteArray(bytes)));
    if (accepted.statusCode() != 202) {
      throw new IllegalStateException(accepted.statusCode() + " " + accepted.body());
    }
    String location = accepted.headers().firstValue("location").orElseThrow();
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode now = JSON.readTree(get(location).body());
    while (now.path("state").asText().equals("CHECKING") && System.nanoTime() < end) {
      now = JSON.readTree(get(location).body());
    }
    return now;
  }

  @Override
  public void close() {
    registry.close();
  }
}
