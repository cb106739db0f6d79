package sightline.inference.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.slot.ServedModel;
import sightline.inference.metrics.InferenceMetrics;

class ArtifactCacheTest {

  private static final byte[] BYTES = new byte[300_000];

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int breakAfter = Integer.MAX_VALUE;
  private int status;
  private String problem = "";
  private ArtifactCache cache;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/artifacts/", this::answer);
    server.start();
    cache = cache(Long.MAX_VALUE);
  }

  private ArtifactCache cache(long maxBytes) throws IOException {
    var registry = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var source = new ArtifactSource(List.of(registry), Duration.ofSeconds(5));
    return new ArtifactCache(folder, maxBytes, source, new InferenceMetrics());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(range == null ? "all" : range);
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    int usual = range == null ? 200 : 206;
    if (!problem.isEmpty()) {
      byte[] said = problem.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, said.length);
      exchange.getResponseBody().write(said);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(status == 0 ? usual : status, BYTES.length - from);
    int end = Math.min(BYTES.length, breakAfter);
    try (exchange) {
      exchange.getResponseBody().write(BYTES, from, end - from);
    }
  }

  @Test
  void shouldGoOnWhereItWasBrokenOff() throws Exception {
    var done = new AtomicLong();
    breakAfter = 100_000;
    assertThatThrownBy(() -> cache.fetch(model(digest(BYTES)), done::set))
        .isInstanceOfSatisfying(FetchFailed.class, e -> assertThat(e.isPassing()).isTrue());
    breakAfter = Integer.MAX_VALUE;
    long before = done.get();

    Path file = cache.fetch(model(digest(BYTES)), done::set);

    cache.verify(model(digest(BYTES)), file);
    assertThat(before).isPositive();
    assertThat(asked).containsExactly("all", "bytes=" + before + "-");
    assertThat(done).hasValue(BYTES.length);
  }

  @Test
  void shouldRemoveAnArtifactWithAnotherDigest() throws Exception {
    ServedModel wrong = model("sha256:" + "0".repeat(64));
    Path file = cache.fetch(wrong, bytes -> {});

    assertThatThrownBy(() -> cache.verify(wrong, file))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("has digest " + digest(BYTES) + ", expected sha256:000");
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldAskNobodyForWhatIsThere() throws Exception {
    cache.fetch(model(digest(BYTES)), bytes -> {});

    cache.fetch(model(digest(BYTES)), bytes -> {});

    assertThat(asked).hasSize(1);
  }

  @Test
  void shouldSayThatTheRegistryHasNoSuchArtifact() {
    status = 404;

    assertThatThrownBy(() -> cache.fetch(model(digest(BYTES)), bytes -> {}))
        .isInstanceOfSatisfying(FetchFailed.class, e -> assertThat(e.isPassing()).isFalse())
        .hasMessageContaining("answers 404 for the artifact of people/1");
  }

  @Test
  void shouldTakeForFinalAndRepeatWhatTheRegistrySaysOfADamagedArtifact() {
    status = 410;
    problem = "{\"detail\":\"the artifact of people/1 is damaged\"}";

    assertThatThrownBy(() -> cache.fetch(model(digest(BYTES)), bytes -> {}))
        .isInstanceOfSatisfying(FetchFailed.class, e -> assertThat(e.isPassing()).isFalse())
        .hasMessageEndingWith(
            "answers 410 for the artifact of people/1: the artifact of people/1 is damaged");
  }

  @Test
  void shouldTakeNoDigestForAPath() {
    assertThatThrownBy(() -> cache.fetch(model("../../etc/passwd"), bytes -> {}))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("expected sha256:");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldMakeRoomButKeepWhatIsNeeded() throws Exception {
    ServedModel needed = model(digest(BYTES));
    Path kept = cache.fetch(needed, bytes -> {});
    Path old = Files.write(folder.resolve("sha256-" + "1".repeat(64)), new byte[1000]);

    cache(1000).makeRoom(Set.of(needed.digest()));

    assertThat(kept).exists();
    assertThat(old).doesNotExist();
  }

  private static ServedModel model(String digest) {
    return new ServedModel("people", "1", digest, BYTES.length, "");
  }

  private static String digest(byte[] bytes) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(sha256.digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
