package sightline.inference.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.geometry.FrameSize;
import sightline.inference.testmodel.InputSpecs;

class JpegDecoderTest {

  private static final byte[] JPEG = TestPictures.jpeg(321, 201);
  private static final FrameSize SIZE = new FrameSize(321, 201);

  private final JpegDecoder decoder = new JpegDecoder(1_000_000);

  @AfterEach
  void close() {
    decoder.close();
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void shouldTellTheSizeOfTheFrameHoweverFewPixelsAreDecoded(Reduction reduction)
      throws UnreadablePicture {
    DecodedPicture picture = decoder.decode(JPEG, reduction);

    assertThat(picture.size()).isEqualTo(SIZE);
    assertThat(picture.pixels().cols())
        .isEqualTo((321 + reduction.divisor() - 1) / reduction.divisor());
  }

  @Test
  void shouldHalveAPictureOfWhichTheInputShowsNoMore() throws UnreadablePicture {
    DecodedPicture picture = decoder.decode(JPEG, InputSpecs.yolox(160, 160));

    assertThat(picture.size()).isEqualTo(SIZE);
    assertThat(picture.pixels().cols()).isEqualTo(161);
  }

  @Test
  void shouldReuseItsMemoryForTheNextPicture() throws UnreadablePicture {
    long first = decoder.decode(JPEG, Reduction.FULL).pixels().data().address();
    long second = decoder.decode(JPEG, Reduction.FULL).pixels().data().address();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldGrowWithItsPictures() throws UnreadablePicture {
    byte[] large = TestPictures.jpeg(1200, 800, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 100);
    decoder.decode(JPEG, Reduction.FULL);

    DecodedPicture picture = decoder.decode(large, Reduction.FULL);

    assertThat(large.length).isGreaterThan(1 << 18);
    assertThat(picture.size()).isEqualTo(new FrameSize(1200, 800));
  }

  @Test
  void shouldReadProgressiveAndGrayPictures() throws UnreadablePicture {
    byte[] progressive = TestPictures.jpeg(321, 201, opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    try (Mat colored = TestPictures.pattern(321, 201);
        Mat gray = new Mat()) {
      opencv_imgproc.cvtColor(colored, gray, opencv_imgproc.COLOR_BGR2GRAY);

      assertThat(decoder.decode(progressive, Reduction.FULL).size()).isEqualTo(SIZE);
      assertThat(decoder.decode(TestPictures.jpeg(gray), Reduction.FULL).pixels().channels())
          .isEqualTo(3);
    }
  }

  @Test
  void shouldReadAPictureThatIsFollowedByPadding() throws UnreadablePicture {
    byte[] padded = Arrays.copyOf(JPEG, JPEG.length + 100);

    assertThat(decoder.decode(padded, Reduction.FULL).size()).isEqualTo(SIZE);
  }

  @Test
  void shouldNotTurnAPictureThatAsksForIt() throws UnreadablePicture {
    byte[] turned = TestPictures.withOrientation(JPEG, 6);

    DecodedPicture picture = decoder.decode(turned, Reduction.FULL);

    assertThat(picture.pixels().cols()).isEqualTo(SIZE.width());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .001, .01, .03, .1, .5, .9, .999})
  void shouldRefuseATruncatedPicture(double share) {
    byte[] part = Arrays.copyOf(JPEG, (int) (JPEG.length * share));

    assertThatThrownBy(() -> decoder.decode(part, Reduction.FULL))
        .isInstanceOf(UnreadablePicture.class)
        .hasMessageContaining("expected a whole JPEG");
  }

  @Test
  void shouldRefuseGarbage() {
    byte[] garbage = "this is not a picture".getBytes(UTF_8);

    var refused =
        catchThrowableOfType(
            UnreadablePicture.class, () -> decoder.decode(garbage, Reduction.FULL));

    assertThat(refused.isOversize()).isFalse();
  }

  @Test
  void shouldRefuseALargePictureBeforeDecodingIt() {
    byte[] large = TestPictures.jpeg(1201, 900);

    var refused =
        catchThrowableOfType(UnreadablePicture.class, () -> decoder.decode(large, Reduction.HALF));

    assertThat(refused.isOversize()).isTrue();
    assertThat(refused).hasMessage("expected at most 1000000 pixels, found 1201x900");
  }

  @Test
  void shouldStayUsableAfterARefusal() throws UnreadablePicture {
    assertThatThrownBy(() -> decoder.decode(new byte[100], Reduction.FULL))
        .isInstanceOf(UnreadablePicture.class);

    assertThat(decoder.decode(JPEG, Reduction.FULL).size()).isEqualTo(SIZE);
  }
}
