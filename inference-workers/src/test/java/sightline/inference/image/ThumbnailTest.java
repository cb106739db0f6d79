package sightline.inference.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.Picture;
import sightline.events.geometry.FrameSize;

class ThumbnailTest {

  private static final long MAX_PIXELS = 3_000_000;

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 160, 90",
    "1080, 1920, 90, 160",
    "640, 480, 160, 120",
    "320, 200, 160, 100",
    "90, 60, 90, 60",
    "2000, 3, 160, 1",
  })
  void shouldKeepTheProportionsAndEnlargeNothing(int width, int height, int small, int low)
      throws UnreadablePicture {
    Picture thumbnail = Thumbnail.of(TestPictures.jpeg(width, height), MAX_PIXELS);

    assertThat(JpegHeader.read(thumbnail.jpeg()).size()).isEqualTo(new FrameSize(small, low));
    assertThat(thumbnail.sizeBytes()).isLessThanOrEqualTo(Thumbnail.MAX_BYTES);
  }

  @Test
  void shouldStaySmallWhenThePictureIsNothingButNoise() {
    try (Mat noise = new Mat(160, 160, opencv_core.CV_8UC3)) {
      var bytes = new byte[160 * 160 * 3];
      var random = new Random(1);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextBoolean() ? 255 : 0);
      }
      noise.data().put(bytes);

      Picture thumbnail =
          Thumbnail.of(TestPictures.jpeg(noise, IMWRITE_JPEG_QUALITY, 100), MAX_PIXELS);

      assertThat(thumbnail.sizeBytes()).isBetween(1, Thumbnail.MAX_BYTES);
    }
  }

  @Test
  void shouldShowWhatThereIsOfAFileThatEndsEarly() {
    byte[] jpeg = TestPictures.jpeg(640, 480);

    Picture thumbnail = Thumbnail.of(Arrays.copyOf(jpeg, jpeg.length / 2), MAX_PIXELS);

    assertThat(thumbnail.sizeBytes()).isPositive();
  }

  @Test
  void shouldMakeNothingOfWhatIsNoPicture() {
    assertThat(Thumbnail.of(new byte[0], MAX_PIXELS)).isEqualTo(Picture.NONE);
    assertThat(Thumbnail.of("not a picture".getBytes(UTF_8), MAX_PIXELS)).isEqualTo(Picture.NONE);
    assertThat(Thumbnail.of(Arrays.copyOf(TestPictures.jpeg(64, 64), 20), MAX_PIXELS))
        .isEqualTo(Picture.NONE);
  }

  @Test
  void shouldNotDecodeAPictureOfTooManyPixels() {
    assertThat(Thumbnail.of(TestPictures.jpeg(100, 100), 9_999)).isEqualTo(Picture.NONE);
  }

  @Test
  void shouldTakePixelsThatWereDecodedBefore() throws UnreadablePicture {
    try (var decoder = new JpegDecoder(MAX_PIXELS)) {
      DecodedPicture decoded = decoder.decode(TestPictures.jpeg(640, 480), Reduction.HALF);

      Picture thumbnail = Thumbnail.of(decoded);

      assertThat(JpegHeader.read(thumbnail.jpeg()).size()).isEqualTo(new FrameSize(160, 120));
    }
  }
}
