package sightline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.FrameId;

class CameraArgumentTest {

  @ParameterizedTest
  @CsvSource({
    "videos/vtest.mp4,                       vtest,      videos/vtest.mp4",
    "gate=videos/vtest.mp4,                  gate,       videos/vtest.mp4",
    "My Street (1).mp4,                      My-Street-1-, My Street (1).mp4",
    "images/,                                images,     images/",
    "scene:junction?frames=100,              junction,   scene:junction?frames=100",
    "yard=scene:junction?seed=3,             yard,       scene:junction?seed=3",
    "rtsp://u:secret@10.0.0.7:554/s?a=b,     10.0.0.7,   rtsp://u:secret@10.0.0.7:554/s?a=b",
    "/dev/video0,                            video0,     /dev/video0",
    "___,                                    camera,     ___",
  })
  void shouldFindNameAndLocation(String argument, String name, String location) {
    assertThat(CameraArgument.parse(argument)).isEqualTo(new CameraArgument(name, location));
  }

  @Test
  void shouldNumberCamerasThatWouldShareAName() {
    List<CameraArgument> cameras =
        CameraArgument.parseAll(List.of("a/x.mp4", "b/x.mp4", "c/x.mp4"));

    assertThat(cameras).extracting(CameraArgument::name).containsExactly("x", "x-2", "x-3");
  }

  @Test
  void shouldShortenALongNameToAnId() {
    CameraArgument camera = CameraArgument.parse("long".repeat(50) + ".mp4");

    assertThat(FrameId.requireCamera(camera.name())).hasSizeLessThanOrEqualTo(60);
  }
}
