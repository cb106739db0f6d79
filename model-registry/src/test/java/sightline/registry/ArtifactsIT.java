package sightline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactsIT {

  @TempDir private Path folder;
  private TestRegistry registry;
  private String artifact;

  @BeforeEach
  void start() throws Exception {
    registry = TestRegistry.start(folder);
    registry.imported("/models/people/versions", "0123456789".getBytes(UTF_8));
    artifact = "/artifacts/" + registry.shelf.versions.get(0).digest();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3,    206, 0123,       bytes 0-3/10",
    "bytes=7-,     206, 789,        bytes 7-9/10",
    "bytes=-2,     206, 89,         bytes 8-9/10",
    "bytes=5-99,   206, 56789,      bytes 5-9/10",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "bytes=3-1,    200, 0123456789, ''",
    "lines=1-2,    200, 0123456789, ''",
  })
  void shouldSendTheBytesThatAreAskedFor(String range, int status, String text, String told)
      throws Exception {
    var answer = registry.get(artifact, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.headers().firstValue("content-range").orElse("")).isEqualTo(told);
  }

  @Test
  void shouldHeedARangeOnlyOfTheSameBytes() throws Exception {
    String tag = registry.get(artifact).headers().firstValue("etag").orElseThrow();

    assertThat(registry.get(artifact, "Range", "bytes=8-", "If-Range", tag).body()).isEqualTo("89");
    assertThat(registry.get(artifact, "Range", "bytes=8-", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
    assertThat(registry.get(artifact, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(registry.get(artifact, "Range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void shouldSayWhatIsNotThere() throws Exception {
    assertThat(registry.get("/artifacts/sha256:" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(registry.get("/artifacts/sha256:..%2F..").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldTellOfADamagedArtifactAndMakeItWholeByAnUpload() throws Exception {
    registry.close();
    String hex = artifact.substring(artifact.indexOf(':') + 1);
    Path file = folder.resolve("store").resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
    Files.writeString(file, "0123456780");
    registry = TestRegistry.start(folder, TestRegistry.GOOD_CHECK, registry.shelf, more -> {});
    long end = System.nanoTime() + 10_000_000_000L;
    while (!registry.get("/health/ready").body().contains("is damaged")) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }

    var damaged = registry.get(artifact);
    registry.imported("/models/people/versions", "0123456789".getBytes(UTF_8));

    assertThat(damaged.statusCode()).isEqualTo(410);
    assertThat(damaged.body()).contains("upload the same file again");
    assertThat(registry.get(artifact).body()).isEqualTo("0123456789");
  }
}
