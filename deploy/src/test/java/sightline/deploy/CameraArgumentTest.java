package sightline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.deploy.console.BadInput;
import sightline.events.FrameId;

class CameraArgumentTest {

  @TempDir Path folder;

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
    "cam:1.mp4,                              cam-1,      cam:1.mp4",
    "2024-05-01T12:30:00.mp4,                2024-05-01T12-30-00, 2024-05-01T12:30:00.mp4",
    "rtsp://u:secret@h/s?u=http://x,         h,          rtsp://u:secret@h/s?u=http://x",
    "улица.mp4,                              camera,     улица.mp4",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "front door=rtsp://admin:s3cret@h/x",
        "front door=rtsp:admin:s3cret@h/x",
        "=rtsp://admin:s3cret@h/x",
        "gäte=http://h/s3cret"
      })
  void shouldRefuseABadNameWithoutRepeatingTheLocation(String argument) {
    assertThatThrownBy(() -> CameraArgument.parse(argument))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("camera is '" + argument.split("=", 2)[0] + "', expected")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate=rtsp:admin:s3cret@h/x", "admin:s3cret@h=rtsp://h/x"})
  void shouldNotRepeatWhatLooksLikeAnAddressButIsNone(String argument) {
    CameraArgument camera = CameraArgument.parse(argument);

    assertThatThrownBy(() -> SourceCheck.requireReadable(camera))
        .isInstanceOf(BadInput.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void shouldTakeAFileThatExistsForAFileWhateverItsName() throws Exception {
    Path odd = Files.createFile(folder.resolve("a b=c.mp4"));

    assertThat(CameraArgument.parse(odd.toString()))
        .isEqualTo(new CameraArgument("a-b-c", odd.toString()));
  }

  @Test
  void shouldKeepWhatLooksLikeAnEndingInTheNameOfAFolder() throws Exception {
    Path images = Files.createDirectory(folder.resolve("images.v2"));

    assertThat(CameraArgument.parse(images + "/").name()).isEqualTo("images.v2");
  }

  @Test
  void shouldNumberCamerasWhoseNamesHoldNoLatinLetter() {
    assertThat(CameraArgument.parseAll(List.of("улица.mp4", "двор.mp4")))
        .extracting(CameraArgument::name)
        .containsExactly("camera", "camera-2");
  }

  @Test
  void shouldShortenALongNameToAnId() {
    CameraArgument camera = CameraArgument.parse("long".repeat(50) + ".mp4");

    assertThat(FrameId.requireCamera(camera.name())).hasSizeLessThanOrEqualTo(60);
  }
}
