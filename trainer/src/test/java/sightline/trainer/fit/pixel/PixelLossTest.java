package sightline.trainer.fit.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.tensor.Processor;
import sightline.trainer.testdata.MemoryBatch;

class PixelLossTest {

  private static final int PIXELS = 6;
  private static final byte IGNORED = (byte) 255;
  private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy(ClassWeights.NONE);

  static Stream<Arguments> losses() {
    return Stream.of(Kind.values())
        .flatMap(
            kind -> {
              var weights =
                  new ClassWeights(kind == Kind.BINARY ? List.of(.5, 2.) : List.of(.5, 2., 1.));
              return Stream.of(
                      CROSS_ENTROPY, new CrossEntropy(weights), new Focal(weights, 2), new Dice())
                  .map(loss -> Arguments.of(kind, loss));
            });
  }

  @ParameterizedTest
  @MethodSource("losses")
  void shouldHaveTheGradientOfCentralDifferences(Kind kind, PixelLoss loss) {
    var classes = new PixelClasses(kind, kind == Kind.BINARY ? 2 : 3);
    byte[] planes = planes(classes);
    float[] logits = logits(classes);

    float[] gradient = gradient(loss, classes, logits, planes);

    for (int i = 0; i < logits.length; i++) {
      double step = 1e-2;
      double more = value(loss, classes, moved(logits, i, step), planes);
      double less = value(loss, classes, moved(logits, i, -step), planes);
      assertThat((double) gradient[i]).isCloseTo((more - less) / (2 * step), within(3e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void shouldNotCareWhatIsSaidOfIgnoredPixels(Kind kind, PixelLoss loss) {
    var classes = new PixelClasses(kind, kind == Kind.BINARY ? 2 : 3);
    byte[] planes = planes(classes);
    for (int plane = 0; plane < planes.length; plane += PIXELS) {
      planes[plane] = IGNORED;
    }
    float[] logits = logits(classes);

    float[] gradient = gradient(loss, classes, logits, planes);

    for (int channel = 0; channel < classes.channels(); channel++) {
      assertThat(gradient[channel * PIXELS]).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void shouldBeFiniteWhenAllIsIgnored(Kind kind, PixelLoss loss) {
    var classes = new PixelClasses(kind, kind == Kind.BINARY ? 2 : 3);
    byte[] planes = planes(classes);
    java.util.Arrays.fill(planes, IGNORED);

    assertThat(value(loss, classes, logits(classes), planes)).isZero();
  }

  @Test
  void shouldBeTheMeanLogarithmOfTheProbabilities() {
    var classes = new PixelClasses(Kind.EXCLUSIVE, 2);
    float[] logits = {0, 1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 3};
    byte[] planes = {0, 0, 1, 0, IGNORED, 1};

    double loss = value(CROSS_ENTROPY, classes, logits, planes);

    double expected = log(-1) + log(1) + log(0) + log(0) + log(3);
    assertThat(loss).isCloseTo(-expected / 5, within(1e-6));
  }

  /** Logarithm of the sigmoid. */
  private static double log(double logit) {
    return -Math.log1p(Math.exp(-logit));
  }

  @Test
  void shouldRefuseAPixelWithoutLabelAndNameThePicture() {
    var classes = new PixelClasses(Kind.EXCLUSIVE, 2);

    assertThatThrownBy(
            () -> value(CROSS_ENTROPY, classes, new float[12], new byte[] {0, 1, 2, 0, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pixel of [picture-0] is 2, expected 0 to 1, or 255 for ignored");
  }

  private static byte[] planes(PixelClasses classes) {
    var random = new Random(2);
    boolean several = classes.kind() == Kind.INDEPENDENT;
    var planes = new byte[several ? classes.labels() * PIXELS : PIXELS];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) random.nextInt(several ? 2 : classes.labels());
    }
    return planes;
  }

  private static float[] logits(PixelClasses classes) {
    var random = new Random(1);
    var logits = new float[classes.channels() * PIXELS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static float[] moved(float[] logits, int at, double step) {
    float[] moved = logits.clone();
    moved[at] += (float) step;
    return moved;
  }

  private static double value(PixelLoss loss, PixelClasses classes, float[] logits, byte[] planes) {
    try (var scope = new PointerScope()) {
      Tensor tensor = Processor.CPU.tensor(logits, 1, classes.channels(), 2, 3);
      return loss.of(tensor, truth(classes, tensor, planes)).item_double();
    }
  }

  private static float[] gradient(
      PixelLoss loss, PixelClasses classes, float[] logits, byte[] planes) {
    try (var scope = new PointerScope()) {
      Tensor tensor = Processor.CPU.tensor(logits, 1, classes.channels(), 2, 3);
      tensor.set_requires_grad(true);
      loss.of(tensor, truth(classes, tensor, planes)).backward();
      return Processor.numbers(tensor.grad());
    }
  }

  private static PixelTruth truth(PixelClasses classes, Tensor logits, byte[] planes) {
    return PixelTruth.of(classes, MemoryBatch.of(1, new float[0], new float[0], planes), logits);
  }
}
