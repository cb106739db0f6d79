package sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.registry.shelf.Refused;

class UploadIT {

  private static final String UPLOAD = "/models/people/versions?fileName=a.onnx&by=ann&why=better";
  private static final byte[] MODEL = "a model".getBytes(UTF_8);

  @TempDir private Path folder;

  @Test
  void shouldMakeAVersionOfAnUploadAndServeItsBytes() throws Exception {
    try (var registry = TestRegistry.start(folder)) {
      JsonNode done = registry.imported(UPLOAD + "&metrics=%7B%22map%22%3A0.4%7D", MODEL);

      assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("STORED");
      assertThat(done.path("version").asText()).isEqualTo("1");
      assertThat(done.path("understood").path("family").asText()).isEqualTo("yolox");
      var version = registry.shelf.versions.get(0);
      assertThat(version.by()).isEqualTo("ann");
      assertThat(version.metrics().path("map").asDouble()).isEqualTo(.4);
      assertThat(version.sizeBytes()).isEqualTo(MODEL.length);
      assertThat(registry.get("/artifacts/" + version.digest()).body()).isEqualTo("a model");
      assertThat(uploads()).isEmpty();
    }
  }

  @Test
  void shouldGiveTheSameVersionForTheSameBytes() throws Exception {
    try (var registry = TestRegistry.start(folder)) {
      registry.imported(UPLOAD, MODEL);

      JsonNode again = registry.imported(UPLOAD, MODEL);

      assertThat(again.path("state").asText()).isEqualTo("STORED");
      assertThat(again.path("version").asText()).isEqualTo("1");
      assertThat(again.toString()).contains("no new version was made");
      assertThat(again.path("understood").path("family").asText()).isEqualTo("yolox");
      assertThat(registry.shelf.versions).hasSize(1);
    }
  }

  @Test
  void shouldMakeNoVersionWhenTheCheckRefusesAndKeepNoByte() throws Exception {
    String check = "echo '{\"ok\":false,\"problem\":\"the graph is cyclic\",\"steps\":[]}'";
    try (var registry = TestRegistry.start(folder, check, new FakeShelf(), more -> {})) {
      JsonNode done = registry.imported(UPLOAD, MODEL);

      assertThat(done.path("state").asText()).isEqualTo("REFUSED");
      assertThat(done.path("problem").asText()).isEqualTo("the graph is cyclic");
      assertThat(registry.shelf.versions).isEmpty();
      assertThat(uploads()).isEmpty();
      assertThat(artifacts()).isEmpty();
    }
  }

  @Test
  void shouldSayWhyWhenTheLogDoesNotTakeTheVersion() throws Exception {
    try (var registry = TestRegistry.start(folder)) {
      registry.shelf.refusal =
          java.util.Optional.of(new Refused(Refused.Kind.CONFLICT, "maxVersions is reached"));

      JsonNode done = registry.imported(UPLOAD, MODEL);

      assertThat(done.path("state").asText()).isEqualTo("REFUSED");
      assertThat(done.path("problem").asText()).isEqualTo("maxVersions is reached");
    }
  }

  @Test
  void shouldRefuseAnUploadThatIsTooLargeBeforeAndWhileItComes() throws Exception {
    try (var registry =
        TestRegistry.start(
            folder,
            TestRegistry.GOOD_CHECK,
            new FakeShelf(),
            more -> more.put("maxUploadBytes", 5))) {
      var declared =
          registry.send(registry.request(UPLOAD).POST(BodyPublishers.ofByteArray(MODEL)));
      var streamed =
          registry.send(
              registry
                  .request(UPLOAD)
                  .POST(
                      BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(MODEL))));

      assertThat(declared.statusCode()).isEqualTo(413);
      assertThat(streamed.statusCode()).isEqualTo(413);
      assertThat(streamed.body()).contains("maxUploadBytes, 5");
      await(() -> uploads().isEmpty());
    }
  }

  @Test
  void shouldCarryALargeUploadWithoutKeepingItInMemory() throws Exception {
    long size = 96L << 20;
    try (var registry = TestRegistry.start(folder)) {
      var accepted =
          registry.send(
              registry.request(UPLOAD).POST(BodyPublishers.ofInputStream(() -> new Zeros(size))));

      assertThat(accepted.statusCode()).isEqualTo(202);
      assertThat(TestRegistry.JSON.readTree(accepted.body()).path("bytes").asLong())
          .isEqualTo(size);
    }
  }

  @Test
  void shouldForgetAnUploadWhoseSenderGoesAway() throws Exception {
    try (var registry = TestRegistry.start(folder)) {
      try (var socket = new Socket("127.0.0.1", registry.port())) {
        socket.getOutputStream().write(head(1_000).getBytes(UTF_8));
        socket.getOutputStream().write(MODEL);
        socket.getOutputStream().flush();
        await(() -> !uploads().isEmpty());
      }

      await(() -> uploads().isEmpty());
      assertThat(registry.shelf.versions).isEmpty();
      assertThat(registry.get("/metrics").body()).contains("reason=\"broken_off\"");
    }
  }

  @Test
  void shouldEndAnUploadOnWhichNothingComes() throws Exception {
    try (var registry =
            TestRegistry.start(
                folder,
                TestRegistry.GOOD_CHECK,
                new FakeShelf(),
                more -> more.put("uploadIdle", "PT0.3S"));
        var socket = new Socket("127.0.0.1", registry.port())) {
      socket.getOutputStream().write(head(1_000).getBytes(UTF_8));
      socket.setSoTimeout(10_000);

      String answer = new String(socket.getInputStream().readNBytes(600), UTF_8);

      assertThat(answer).contains("408", "uploadIdle");
    }
  }

  @Test
  void shouldTakeOnlySoManyUploadsAtOnce() throws Exception {
    String check = "exec tail -f /dev/null";
    try (var registry =
        TestRegistry.start(folder, check, new FakeShelf(), more -> more.put("maxUploads", 1))) {
      registry.send(registry.request(UPLOAD).POST(BodyPublishers.ofByteArray(MODEL)));

      var second = registry.send(registry.request(UPLOAD).POST(BodyPublishers.ofByteArray(MODEL)));

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("maxUploads");
      assertThat(second.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void shouldRefuseWhatIsNoUpload() throws Exception {
    try (var registry = TestRegistry.start(folder)) {
      assertThat(registry.send("POST", UPLOAD, "").statusCode()).isEqualTo(400);
      assertThat(registry.send("POST", "/models/-x/versions", "a").body())
          .contains("model is '-x'");
      assertThat(registry.send("POST", "/models/x/versions?fileName=..%2Fa", "a").body())
          .contains("without folders");
      assertThat(registry.send("POST", "/models/x/versions?lineage=%5B%5D", "a").body())
          .contains("lineage is JSON, but no object");
      assertThat(registry.send("POST", "/models/x/versions?file=a", "a").body())
          .contains("parameter file is unknown");
    }
  }

  private static String head(long length) {
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
        .formatted(UPLOAD, length);
  }

  private java.util.List<Path> uploads() {
    return files("uploads");
  }

  private java.util.List<Path> artifacts() {
    return files("sha256");
  }

  private java.util.List<Path> files(String below) {
    try (var files = Files.walk(folder.resolve("store").resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nothing came of it within 10 s").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** So many zeros, made as they are asked for. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      left -= count;
      return count;
    }
  }
}
