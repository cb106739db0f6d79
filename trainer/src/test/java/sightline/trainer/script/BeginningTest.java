package sightline.trainer.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.publish.registry.RegistryAway;

/** Versions of the registry as numbers to begin with. */
class BeginningTest {

  private static final Net NET = new Small();

  @TempDir private Path folder;
  private HttpServer server;
  private byte[] bundle;
  private byte[] sent;

  @BeforeEach
  void start() throws Exception {
    bundle = bundle();
    sent = bundle;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldBeginWithAVersionOfTheRegistry() throws Exception {
    Beginning beginning = beginning("small/best");

    assertThat(beginning.parent()).isEqualTo("small/3");
    assertThat(beginning.numbers().get("test.a.bias")).containsExactly(2, 2, 2, 2);
  }

  @Test
  void shouldAskTheRegistryOnceForAJob() throws Exception {
    Beginning ignored = beginning("small/best");
    server.stop(0);

    assertThat(beginning("small/best").parent()).isEqualTo("small/3");
  }

  @Test
  void shouldSayThatThereIsNoSuchVersion() {
    assertThatThrownBy(() -> beginning("small/9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no version small/9");
  }

  @Test
  void shouldRefuseBytesOfAnotherDigest() {
    sent = bundle.clone();
    sent[100]++;

    assertThatThrownBy(() -> beginning("small/best"))
        .isInstanceOf(RegistryAway.class)
        .hasMessageContaining("came damaged");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldSayWhatElseIsExpected() {
    assertThatThrownBy(() -> beginning("small"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected NAME/VERSION or a file.onnx");
  }

  private Beginning beginning(String from) throws Exception {
    String registry = "http://127.0.0.1:" + server.getAddress().getPort();
    var order = new JobOrder(1, "", registry, List.of(), List.of(), 0);
    return Beginning.of(from, NetTable.parametersOf(NET), new JobFolder(folder), order);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body =
        path.startsWith("/artifacts/" + digest())
            ? sent
            : path.equals("/models/small/versions/best")
                ? "{\"model\":\"small\",\"version\":3,\"digest\":\"%s\"}"
                    .formatted(digest())
                    .getBytes(UTF_8)
                : "{\"detail\":\"no\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(body.length < 20 ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String digest() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bundle);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bundle() throws IOException {
    var numbers = new LinkedHashMap<String, float[]>();
    for (Parameter one : NetTable.parametersOf(NET)) {
      var twos = new float[one.count()];
      java.util.Arrays.fill(twos, 2);
      numbers.put(one.name(), twos);
    }
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("model.onnx"));
      zip.write(OnnxFile.of(NET, numbers, Map.of()));
    }
    return bytes.toByteArray();
  }

  private record Small() implements Net {
    @Override
    public List<Integer> input() {
      return List.of(3, 8, 8);
    }

    @Override
    public Map<String, Value> forward(Value picture) {
      return Map.of("out", Layers.named("test").conv("a", 4, 3, 1).of(picture));
    }
  }
}
