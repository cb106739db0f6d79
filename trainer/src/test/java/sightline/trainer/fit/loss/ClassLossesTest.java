package sightline.trainer.fit.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sightline.trainer.fit.loss.Gradients.doubles;
import static sightline.trainer.fit.loss.Gradients.longs;
import static sightline.trainer.fit.loss.Gradients.numbers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassLossesTest {

  private static final double[] LOGITS = {.3, -1.2, 2.5, -.4, 0, 1.1};

  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void shouldTakeTheLogarithmOfTheTrueClassShare() {
    Tensor losses = ClassLosses.crossEntropy(doubles(new double[] {0, 0, 1, 2}, 2, 2), longs(0, 1));

    assertThat(numbers(losses))
        .containsExactly(new double[] {Math.log(2), Math.log(1 + Math.exp(-1))}, within(1e-12));
  }

  @Test
  void shouldHaveTheGradientOfCrossEntropy() {
    Gradients.check(x -> ClassLosses.crossEntropy(x, longs(2, 0)), LOGITS, 2, 3);
  }

  @Test
  void shouldStayFiniteForLogitsFarOut() {
    Tensor losses =
        ClassLosses.binaryCrossEntropy(
            doubles(new double[] {1000, -1000, 1000}, 3), doubles(new double[] {0, 1, 1}, 3));

    assertThat(numbers(losses)).containsExactly(1000, 1000, 0);
  }

  @Test
  void shouldHaveTheGradientOfBinaryCrossEntropyWithSoftTargets() {
    Tensor targets = doubles(new double[] {0, 1, .3, .9, .5, 0}, 6);

    Gradients.check(x -> ClassLosses.binaryCrossEntropy(x, targets), LOGITS, 6);
  }

  @Test
  void shouldCountAnEasyExampleLess() {
    double likelihood = 1 / (1 + Math.exp(-2));

    Tensor losses =
        ClassLosses.focal(doubles(new double[] {2}, 1), doubles(new double[] {1}, 1), .25, 2);

    assertThat(numbers(losses)[0])
        .isCloseTo(-.25 * Math.pow(1 - likelihood, 2) * Math.log(likelihood), within(1e-12));
  }

  @Test
  void shouldHaveTheGradientOfFocalLoss() {
    Tensor targets = doubles(new double[] {0, 1, 1, 0, 1, 0}, 6);

    Gradients.check(x -> ClassLosses.focal(x, targets, .25, 2), LOGITS, 6);
  }

  @Test
  void shouldHaveTheGradientOfFocalLossOfExclusiveClasses() {
    Gradients.check(x -> ClassLosses.softmaxFocal(x, longs(1, 2), 2), LOGITS, 2, 3);
  }

  @Test
  void shouldBeCrossEntropyWithoutFocus() {
    Tensor logits = doubles(LOGITS, 2, 3);

    assertThat(numbers(ClassLosses.softmaxFocal(logits, longs(1, 2), 0)))
        .containsExactly(numbers(ClassLosses.crossEntropy(logits, longs(1, 2))), within(1e-12));
  }
}
