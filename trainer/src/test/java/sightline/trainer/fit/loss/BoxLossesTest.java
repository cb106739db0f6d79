package sightline.trainer.fit.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sightline.trainer.fit.loss.Gradients.doubles;
import static sightline.trainer.fit.loss.Gradients.numbers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoxLossesTest {

  /** Shifted, inside, apart. */
  private static final double[] GUESSES = {
    1, 2, 11, 10, 3, 3, 7.5, 6, -9, -8, -3, -1,
  };

  private static final double[] TRUTHS = {
    4, 1, 12.5, 13, 0, 0, 10, 10, 2, 3, 8, 7,
  };

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
  void shouldBeWhatIsNotShared() {
    Tensor losses = BoxLosses.iou(box(0, 0, 10, 10), box(5, 0, 15, 10));

    assertThat(numbers(losses)[0]).isCloseTo(2 / 3., within(1e-6));
  }

  @Test
  void shouldAddWhatOfTheHullIsEmptyForGiou() {
    Tensor losses = BoxLosses.giou(box(0, 0, 10, 10), box(20, 0, 30, 10));

    assertThat(numbers(losses)[0]).isCloseTo(1 + 1 / 3., within(1e-6));
  }

  @Test
  void shouldAddDistanceAndShapeForCiou() {
    Tensor losses = BoxLosses.ciou(box(0, 0, 10, 10), box(0, 0, 20, 10));

    double overlap = .5;
    double distance = 25 / 500.;
    double shape = 4 / (Math.PI * Math.PI) * Math.pow(Math.atan(2) - Math.atan(1), 2);
    double balance = shape / (1 - overlap + shape);
    assertThat(numbers(losses)[0])
        .isCloseTo(1 - overlap + distance + balance * shape, within(1e-6));
  }

  @Test
  void shouldLoseNothingOnTheSameBox() {
    assertThat(numbers(BoxLosses.ciou(box(3, 4, 9, 11), box(3, 4, 9, 11)))[0])
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void shouldHaveTheGradientOfIou() {
    Gradients.check(x -> BoxLosses.iou(x, truths()), GUESSES, 3, 4);
  }

  @Test
  void shouldHaveTheGradientOfGiou() {
    Gradients.check(x -> BoxLosses.giou(x, truths()), GUESSES, 3, 4);
  }

  @Test
  void shouldHaveTheGradientOfCiouWithItsBalanceHeld() {
    Tensor balance = BoxLosses.balance(doubles(GUESSES, 3, 4), truths());

    Gradients.check(x -> BoxLosses.ciou(x, truths(), balance), GUESSES, 3, 4);
  }

  @Test
  void shouldPullBoxesTogetherThatShareNothing() {
    Tensor guess = box(0, 0, 10, 10).requires_grad_(true);

    BoxLosses.giou(guess, box(20, 0, 30, 10)).sum().backward();

    assertThat(numbers(guess.grad())[2]).isNegative();
  }

  @Test
  void shouldBeQuadraticNearAndLinearFar() {
    Tensor losses =
        BoxLosses.smoothL1(doubles(new double[] {.5, 3}, 2), doubles(new double[] {0, 0}, 2), 1);

    assertThat(numbers(losses)).containsExactly(.125, 2.5);
  }

  @Test
  void shouldHaveTheGradientOfSmoothL1() {
    Gradients.check(x -> BoxLosses.smoothL1(x, truths(), .7), GUESSES, 3, 4);
  }

  @Test
  void shouldTurnCentersIntoEdges() {
    assertThat(numbers(BoxLosses.edges(box(5, 6, 4, 2)))).containsExactly(3, 5, 7, 7);
  }

  private static Tensor truths() {
    return doubles(TRUTHS, 3, 4);
  }

  private static Tensor box(double... numbers) {
    return doubles(numbers, 1, 4);
  }
}
