package sightline.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.PerChannel;
import sightline.trainer.data.Pixels;

class PainterTest {

  private static final int PAD = 114;

  private static InputSpec input(int width, int height, Color color, Fit fit) {
    return new InputSpec(
        width,
        height,
        InputSpec.Layout.NCHW,
        color,
        fit,
        PAD,
        new PerChannel(123, 117, 104),
        new PerChannel(58, 57, 56),
        1);
  }

  private static Pixels waves(FrameSize size) {
    var bytes = new byte[(int) size.pixels() * 3];
    for (int i = 0; i < bytes.length; i++) {
      int pixel = i / 3;
      double x = pixel % size.width();
      double y = pixel / size.width();
      bytes[i] = (byte) (127 + 100 * Math.sin(x / 7 + i % 3) * Math.cos(y / 5 - i % 3));
    }
    return new Pixels(size, 3, bytes);
  }

  /** The value of a canvas pixel by the formulas, blue, green and red. */
  private static double[] expected(Pixels pixels, Letterbox box, int x, int y) {
    boolean free =
        x < box.left()
            || y < box.top()
            || x >= box.left() + box.width()
            || y >= box.top() + box.height();
    var colors = new double[] {PAD, PAD, PAD};
    for (int channel = 0; channel < 3 && !free; channel++) {
      double fromX = (x + .5 - box.left()) * box.frame().width() / box.width() - .5;
      double fromY = (y + .5 - box.top()) * box.frame().height() / box.height() - .5;
      colors[channel] = bilinear(pixels, fromX, fromY, channel);
    }
    return colors;
  }

  private static double bilinear(Pixels pixels, double x, double y, int channel) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double below = y - top;
    return (1 - below)
            * ((1 - right) * at(pixels, left, top, channel)
                + right * at(pixels, left + 1, top, channel))
        + below
            * ((1 - right) * at(pixels, left, top + 1, channel)
                + right * at(pixels, left + 1, top + 1, channel));
  }

  private static int at(Pixels pixels, int x, int y, int channel) {
    int column = Math.max(0, Math.min(pixels.size().width() - 1, x));
    int row = Math.max(0, Math.min(pixels.size().height() - 1, y));
    return pixels.bytes()[(row * pixels.size().width() + column) * 3 + channel] & 0xFF;
  }

  private static double number(double[] bgr, InputSpec input, int channel) {
    double[] mean = {123, 117, 104};
    double[] std = {58, 57, 56};
    double pixel =
        switch (input.color()) {
          case BGR -> bgr[channel];
          case RGB -> bgr[2 - channel];
          case GRAY -> .114 * bgr[0] + .587 * bgr[1] + .299 * bgr[2];
        };
    return (pixel - mean[channel]) / std[channel];
  }

  @ParameterizedTest
  @CsvSource({
    "RGB, STRETCH",
    "BGR, LETTERBOX_CENTER",
    "GRAY, LETTERBOX_TOP_LEFT",
    "RGB, CROP",
    "GRAY, CROP"
  })
  void shouldComputeTheNumbersThatTheFormulasGive(Color color, Fit fit) {
    InputSpec input = input(64, 48, color, fit);
    Pixels pixels = waves(new FrameSize(150, 90));
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 2, 0, false);
        var picture = SourcePicture.of(pixels)) {

      painter.begin(batch, 1);
      painter.paint(picture, Draws.plain(input, picture.size()));
      painter.finish();

      FloatBuffer numbers = batch.pictures(2);
      var letterbox = Letterbox.fit(picture.size(), input);
      double oneLevel = 1.3 / 56; // 8-bit pixels, and positions in steps of 1/32 px for CROP
      for (int y = 0; y < 48; y++) {
        for (int x = 0; x < 64; x++) {
          double[] bgr = expected(pixels, letterbox, x, y);
          for (int channel = 0; channel < input.channels(); channel++) {
            int at = input.elements() + (channel * 48 + y) * 64 + x;
            assertThat((double) numbers.get(at))
                .isCloseTo(
                    number(bgr, input, channel), within(oneLevel * (fit == Fit.CROP ? 2 : 1)));
          }
        }
      }
    }
  }

  @Test
  void shouldAddNoiseOfTheWantedStrengthThatIsTheSameForASeed() {
    InputSpec input = input(128, 128, Color.GRAY, Fit.STRETCH);
    Pixels gray = new Pixels(new FrameSize(1, 1), 1, new byte[] {120});
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 2, 0, true);
        var picture = SourcePicture.of(gray)) {

      for (int i = 0; i < 2; i++) {
        painter.begin(batch, i);
        painter.paint(picture, Draws.plain(input, picture.size()));
        painter.keepClean();
        painter.noise(20, 7);
        painter.finish();
      }

      double squares = 0;
      for (int i = 0; i < 128 * 128; i++) {
        double off = (batch.pictures(1).get(i) - batch.clean(1).get(i)) * 58;
        squares += off * off;
        assertThat(batch.pictures(2).get(128 * 128 + i)).isEqualTo(batch.pictures(2).get(i));
      }
      assertThat(Math.sqrt(squares / 128 / 128)).isCloseTo(20, within(.5));
      assertThat(batch.clean(1).get(5) * 58 + 123).isCloseTo(120, within(.01f));
    }
  }

  @Test
  void shouldCutHolesAndMarkThem() {
    InputSpec input = input(32, 24, Color.RGB, Fit.STRETCH);
    var holes = List.of(new View(3, 4, 5, 6), new View(20, 10, 8, 8));
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 1, 1, true);
        var picture = SourcePicture.of(waves(new FrameSize(32, 24)))) {

      painter.begin(batch, 0);
      painter.paint(picture, Draws.plain(input, picture.size()));
      painter.keepClean();
      painter.cut(holes);
      painter.markHoles(holes);
      painter.finish();

      int marked = 0;
      for (int i = 0; i < 32 * 24; i++) {
        boolean hole = batch.planes(1).get(i) == 1;
        marked += hole ? 1 : 0;
        float wanted = hole ? (PAD - 123) / 58f : batch.clean(1).get(i);
        assertThat(batch.pictures(1).get(i)).isCloseTo(wanted, within(1e-5f));
      }
      assertThat(marked).isEqualTo(5 * 6 + 8 * 8);
    }
  }

  @Test
  void shouldTurnHuesAndKeepThemApartFromBrightness() {
    InputSpec input = input(8, 8, Color.RGB, Fit.STRETCH);
    Pixels red = new Pixels(new FrameSize(1, 1), 3, new byte[] {0, 0, (byte) 200});
    Tile plain = Draws.plain(input, red.size());
    try (var painter = new Painter(input);
        var batch = new BatchTensor(input, 1, 0, false);
        var picture = SourcePicture.of(red)) {

      painter.begin(batch, 0);
      painter.paint(picture, new Tile(plain.placement(), plain.view(), new ColorShift(120, 1, .5)));
      painter.finish();

      Pixels seen = Stills.ofTensor(batch.pictures(1), 0, input);
      assertThat(seen.bytes()[0] & 0xFF).isLessThan(3);
      assertThat(seen.bytes()[1] & 0xFF).isBetween(98, 102);
      assertThat(seen.bytes()[2] & 0xFF).isLessThan(3);
    }
  }

  @Test
  void shouldDrawTheSameFromTheSameGenerator() {
    InputSpec input = input(64, 48, Color.RGB, Fit.STRETCH);
    var draws = new Draws(input, sightline.trainer.testdata.Rectangles.CHANGED);
    var size = new FrameSize(90, 70);

    Tile one = draws.single(size, new SplittableRandom(5));

    assertThat(one).isEqualTo(draws.single(size, new SplittableRandom(5)));
    assertThat(one).isNotEqualTo(draws.single(size, new SplittableRandom(6)));
  }
}
