package sightline.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server that speaks S3, in a process of its own. */
@Timeout(120)
class S3ArtifactStoreIT extends StoreContract {

  private static final Pattern STARTED = Pattern.compile("Tomcat started on .* (\\d+) \\(http\\)");
  private static final String BUCKET = "models";
  private static final long PART_BYTES = 5L << 20;

  @TempDir private static Path serverFolder;
  private static Process server;
  private static String endpoint;

  @BeforeAll
  static void startServer() throws IOException {
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.contains("s3mock") && path.endsWith("-exec.jar"))
            .findFirst()
            .orElseThrow();
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Djava.io.tmpdir=" + serverFolder,
                "-jar",
                jar,
                "--server.port=0",
                "--http.port=0",
                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
            .redirectErrorStream(true);
    server = command.start();
    server.getOutputStream().close();
    endpoint = "http://127.0.0.1:" + port();
  }

  @AfterAll
  static void stopServer() throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  @Override
  ArtifactStore open() throws IOException {
    var store = open(BUCKET);
    for (var left : store.list()) {
      store.delete(left.digest());
    }
    return store;
  }

  @Test
  void shouldSendALargeFileInPartsAndReadItBack() throws Exception {
    var bytes = new byte[(int) (2 * PART_BYTES + 12_345)];
    new Random(7).nextBytes(bytes);
    Digest digest = Digest.of(new java.io.ByteArrayInputStream(bytes));
    try (var store = open()) {
      store.put(digest, Files.write(folder.resolve("large"), bytes));

      assertThat(store.sizeBytes(digest)).hasValue(bytes.length);
      try (var in = store.open(digest, PART_BYTES + 5)) {
        assertThat(in.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, (int) PART_BYTES + 5, bytes.length));
      }
      assertThat(store.discardUnfinished(Instant.now().plusSeconds(60))).isZero();
    }
  }

  @Test
  void shouldNotKeepBytesThatAreNotThoseOfTheDigest() throws Exception {
    Digest digest = Digest.parse("sha256:" + "1".repeat(64));
    try (var store = open()) {
      Path file = Files.writeString(folder.resolve("other"), "other bytes");

      assertThatThrownBy(() -> store.put(digest, file)).hasMessageContaining("gave back sha256:");
      assertThat(store.sizeBytes(digest)).isEmpty();
    }
  }

  @Test
  void shouldSayWhereWhenTheBucketIsNotThere() {
    try (var store = open("nowhere")) {
      assertThatThrownBy(store::list)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("bucket nowhere at " + endpoint + " cannot list the bucket");
    }
  }

  private static S3ArtifactStore open(String bucket) {
    return new S3ArtifactStore(
        new S3Settings(endpoint, bucket, "us-east-1", "key", "secret", true), PART_BYTES);
  }

  /** Reads what the server says until it listens; the rest is thrown away as it comes. */
  private static int port() throws IOException {
    var said = server.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      var started = STARTED.matcher(line);
      if (started.find()) {
        var rest = new Thread(() -> skip(said), "s3-server-output");
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(started.group(1));
      }
    }
    throw new IllegalStateException("the server ended with " + server.exitValue());
  }

  private static void skip(java.io.BufferedReader said) {
    try {
      while (said.readLine() != null) {}
    } catch (IOException ignored) {
      // the server has ended
    }
  }
}
