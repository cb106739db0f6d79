package sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:sesame@cam/stream1,            rtsp://***@cam/stream1",
    "rtsps://admin:sesame@cam:554,               rtsps://***@cam:554",
    "rtsp://admin:ses@me@cam/a,                  rtsp://***@cam/a",
    "rtsp://admin:se/same@cam/a,                 rtsp://***@cam/a",
    "http://cam/video?user=admin&pwd=sesame,     http://cam/video?***",
    "http://cam/live#sesame,                     http://cam/live?***",
    "rtsp://cam/user=admin&password=sesame&ch=1, rtsp://cam/user=***&password=***&ch=1",
    "ftp://admin:sesame@cam/,                    ftp://***@cam/",
    "rtsp://cam/live@2,                          rtsp://cam/live@2",
    "rtsp://[::1]:554/live,                      rtsp://[::1]:554/live",
    "/videos/a@b.mp4,                            /videos/a@b.mp4",
    "/videos/12:30.mp4,                          /videos/12:30.mp4",
    "front door=rtsp://admin:sesame@h/x,         front door=rtsp://***@h/x",
    "front door=http://cam/x?pwd=sesame,         front door=http://cam/x?***",
    "rtsp:/admin:sesame@h,                       rtsp:/***@h",
    "rtsp:/admin:ses@/:me@h,                     rtsp:/***@h",
    "rtsp:admin:sesame@h/x,                      ***@h/x",
    "admin:p://sesame@h/x,                       ***@h/x",
    "cam/password=sesame&ch=1,                   cam/password=***&ch=1",
  })
  void shouldHideWhateverMayBeASecret(String text, String shown) {
    assertThat(Location.valueOf(text)).hasToString(shown);
  }

  @Test
  void shouldSplitUserAndPasswordFromTheAddress() {
    var location = Location.valueOf("http://admin:ses@me@cam/video?x=1");

    assertThat(location.userInfo()).isEqualTo("admin:ses@me");
    assertThat(location.withoutUserInfo()).isEqualTo("http://cam/video?x=1");
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://x, RTSP",
    "RTSPS://x, RTSP",
    "https://x, HTTP",
    "/dev/video0, DEVICE",
    "scene:junction, SCENE",
    "clip.mp4, FILE",
    "ftp://x, UNKNOWN",
    "front door=rtsp://x, UNKNOWN",
    "2024-05-01T12:30:00.mp4, FILE",
    "'', UNKNOWN",
  })
  void shouldTellWhatIsNamed(String text, Location.Kind kind) {
    assertThat(Location.valueOf(text).kind()).isEqualTo(kind);
  }

  @Test
  void shouldListWhatIsAcceptedWhenALocationIsNone() {
    assertThatThrownBy(() -> Sources.check(Location.valueOf("ftp://a:sesame@host/x")))
        .isInstanceOf(SourceRefused.class)
        .hasMessageContaining("a source is a video file, a folder of images, rtsp://")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scene:forest",
        "scene:junction?size=9",
        "scene:junction?x=1",
        "scene:junction?fps=0"
      })
  void shouldRefuseASceneThatMakesNoSense(String text) {
    assertThatThrownBy(() -> Sources.checkForm(Location.valueOf(text)))
        .isInstanceOf(SourceRefused.class);
  }
}
