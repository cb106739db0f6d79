package sightline.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.PerChannel;
import sightline.inference.testmodel.InputSpecs;

class TensorWriterTest {

  private static final int BLUE = 10;
  private static final int GREEN = 100;
  private static final int RED = 200;
  private static final PerChannel MEAN = new PerChannel(1, 2, 3);
  private static final PerChannel STD = new PerChannel(2, 4, 8);

  private final TensorWriter writer = new TensorWriter();
  private final FloatBuffer batch =
      ByteBuffer.allocateDirect(2 * 3 * 32 * 16 * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void shouldWriteRawPlanesInTheOrderBlueGreenRed() {
    write(InputSpecs.yolox(32, 16), 0);

    assertThat(batch.get(0)).isEqualTo(BLUE);
    assertThat(batch.get(512)).isEqualTo(GREEN);
    assertThat(batch.get(1024)).isEqualTo(RED);
  }

  @Test
  void shouldPadWhatTheLetterboxLeavesFree() {
    Letterbox letterbox = write(InputSpecs.yolox(32, 16), 0);

    assertThat(letterbox).isEqualTo(new Letterbox(new FrameSize(40, 40), 0, 0, 16, 16));
    assertThat(batch.get(15)).isEqualTo(BLUE);
    assertThat(batch.get(16)).isEqualTo(114);
    assertThat(batch.get(511)).isEqualTo(114);
  }

  @Test
  void shouldCenterWhenAsked() {
    Letterbox letterbox = write(spec(Layout.NCHW, Color.BGR, Fit.LETTERBOX_CENTER), 0);

    assertThat(letterbox.left()).isEqualTo(8);
    assertThat(batch.get(7)).isEqualTo((114 - 1f) / 2 * .5f);
    assertThat(batch.get(8)).isEqualTo((BLUE - 1f) / 2 * .5f);
    assertThat(batch.get(24)).isEqualTo((114 - 1f) / 2 * .5f);
  }

  @Test
  void shouldNormalizeByTensorChannelInTheOrderRedGreenBlue() {
    write(spec(Layout.NCHW, Color.RGB, Fit.STRETCH), 0);

    assertThat(batch.get(0)).isEqualTo((RED - 1f) / 2 * .5f);
    assertThat(batch.get(512)).isEqualTo((GREEN - 2f) / 4 * .5f);
    assertThat(batch.get(1024)).isEqualTo((BLUE - 3f) / 8 * .5f);
  }

  @Test
  void shouldInterleaveChannelsWhenAsked() {
    write(spec(Layout.NHWC, Color.RGB, Fit.STRETCH), 0);

    assertThat(batch.get(3 * 511)).isEqualTo((RED - 1f) / 2 * .5f);
    assertThat(batch.get(3 * 511 + 1)).isEqualTo((GREEN - 2f) / 4 * .5f);
    assertThat(batch.get(3 * 511 + 2)).isEqualTo((BLUE - 3f) / 8 * .5f);
  }

  @Test
  void shouldWriteTheSecondPictureOfABatchBehindTheFirst() {
    write(InputSpecs.yolox(32, 16), 1);

    assertThat(batch.get(0)).isZero();
    assertThat(batch.get(1536)).isEqualTo(BLUE);
  }

  @Test
  void shouldRepaintThePadWhenTheFrameChangesItsShape() {
    write(InputSpecs.yolox(32, 16), 0);
    try (Mat tall = TestPictures.plain(20, 40, BLUE, GREEN, RED)) {
      writer.write(
          new DecodedPicture(tall, new FrameSize(20, 40)), InputSpecs.yolox(32, 16), batch, 0);
    }

    assertThat(batch.get(7)).isEqualTo(BLUE);
    assertThat(batch.get(8)).isEqualTo(114);
  }

  @Test
  void shouldResizeBilinearlyWithHalfPixelCenters() {
    try (Mat source = TestPictures.pattern(50, 24);
        UByteIndexer pixels = source.createIndexer()) {
      var picture = new DecodedPicture(source, new FrameSize(50, 24));
      writer.write(picture, InputSpecs.yolox(32, 16), batch, 0);

      for (int x = 0; x < 32; x++) {
        float expected = bilinear(pixels, (x + .5) * 50 / 32 - .5, (7 + .5) * 24 / 15 - .5);
        assertThat(batch.get(7 * 32 + x)).isCloseTo(expected, within(1.01f));
      }
    }
  }

  @Test
  void shouldWriteTheLuminanceAsTheOnlyChannel() {
    write(spec(Layout.NCHW, Color.GRAY, Fit.STRETCH), 1);

    assertThat(batch.get(511)).isZero();
    assertThat(batch.get(512)).isEqualTo((120 - 1f) / 2 * .5f);
    assertThat(batch.get(1023)).isEqualTo((120 - 1f) / 2 * .5f);
    assertThat(batch.get(1024)).isZero();
  }

  @Test
  void shouldCutWhatIsTooLongAtBothEnds() {
    try (Mat twoTone = TestPictures.plain(32, 32, 50, 50, 50);
        Mat upper = twoTone.rowRange(0, 16);
        var brighter = Scalar.all(150)) {
      upper.put(brighter);
      var crop = spec(Layout.NCHW, Color.BGR, Fit.CROP);

      Letterbox letterbox =
          writer.write(new DecodedPicture(twoTone, new FrameSize(32, 32)), crop, batch, 0);

      assertThat(letterbox).isEqualTo(new Letterbox(new FrameSize(32, 32), 0, -8, 32, 32));
      assertThat(batch.get(7 * 32)).isEqualTo((150 - 1f) / 2 * .5f);
      assertThat(batch.get(8 * 32)).isEqualTo((50 - 1f) / 2 * .5f);
    }
  }

  @Test
  void shouldRefuseABufferWithoutRoom() {
    assertThatThrownBy(() -> write(InputSpecs.yolox(32, 16), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected room for picture 2 of 1536 numbers, found 3072");
  }

  private static float bilinear(UByteIndexer pixels, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    return (float)
        ((1 - down) * ((1 - right) * at(pixels, left, top) + right * at(pixels, left + 1, top))
            + down
                * ((1 - right) * at(pixels, left, top + 1)
                    + right * at(pixels, left + 1, top + 1)));
  }

  private static int at(UByteIndexer pixels, int x, int y) {
    int row = Math.max(0, Math.min((int) pixels.size(0) - 1, y));
    int column = Math.max(0, Math.min((int) pixels.size(1) - 1, x));
    return pixels.get(row, column, 0);
  }

  private static InputSpec spec(Layout layout, Color color, Fit fit) {
    return new InputSpec(32, 16, layout, color, fit, 114, MEAN, STD, .5f);
  }

  private Letterbox write(InputSpec spec, int index) {
    try (Mat plain = TestPictures.plain(40, 40, BLUE, GREEN, RED)) {
      var picture = new DecodedPicture(plain, new FrameSize(40, 40));
      return writer.write(picture, spec, batch, index);
    }
  }
}
