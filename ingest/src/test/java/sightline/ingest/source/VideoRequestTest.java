package sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VideoRequestTest {

  @Test
  void shouldNameAFileSoThatAColonInItIsNoProtocol() {
    var location = Location.valueOf("2024-05-01T12:30:00.mp4");

    assertThat(VideoRequest.file(location, SourceSettings.DEFAULTS).url())
        .isEqualTo("file:" + Path.of("2024-05-01T12:30:00.mp4").toAbsolutePath());
  }

  @Test
  void shouldLeaveTheAddressOfACameraAsItIs() {
    var location = Location.valueOf("rtsp://admin:sesame@cam/a");

    assertThat(VideoRequest.rtsp(location, SourceSettings.DEFAULTS).url())
        .isEqualTo("rtsp://admin:sesame@cam/a");
  }
}
