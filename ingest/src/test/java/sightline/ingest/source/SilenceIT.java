package sightline.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Native code writes past System.out, so what a whole process says is looked at. */
class SilenceIT {

  @Test
  void shouldSayNothingOfCredentialsWhateverTheCameraDoes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SilenceIT.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).contains("***@127.0.0.1").doesNotContain("sesame").doesNotContain("admin");
  }

  /** Opens cameras that are not there, with a password. */
  public static void main(String[] args) {
    var settings = new SourceSettings(10, Duration.ofSeconds(1), 1 << 20, 1 << 20);
    for (String scheme : new String[] {"rtsp", "rtsps", "http", "https"}) {
      for (String path : new String[] {"", "/live.m3u8", "/x?password=sesame"}) {
        var location = Location.valueOf(scheme + "://admin:sesame@127.0.0.1:9" + path);
        try (var source = Sources.open(location, settings, Instant.now(), new StopSignal())) {
          System.out.println("opened " + source);
        } catch (SourceLost e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
