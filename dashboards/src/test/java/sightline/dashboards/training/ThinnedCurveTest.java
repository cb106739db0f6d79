package sightline.dashboards.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThinnedCurveTest {

  private static final int MOST = 16;

  private final ThinnedCurve curve = new ThinnedCurve(MOST);

  @Test
  void shouldKeepBeginningAndEndAndEvenStepsBetweenHoweverLongItGets() {
    for (int step = 0; step < 10_000; step++) {
      curve.add(step, -step);
    }

    double[] steps = curve.steps();
    assertThat(steps).hasSizeBetween(MOST / 2, MOST).startsWith(0).endsWith(9_999);
    assertThat(curve.values()).startsWith(0).endsWith(-9_999);
    for (int i = 1; i < steps.length - 1; i++) {
      assertThat(steps[i] - steps[i - 1]).isEqualTo(1_024);
    }
  }

  @Test
  void shouldGoBackWithAJobThatRepeatsSteps() {
    for (int step = 0; step <= 10; step++) {
      curve.add(step, step);
    }

    curve.add(6, 60);

    assertThat(curve.steps()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(curve.values()).endsWith(60);
  }

  @Test
  void shouldReplaceTheValueOfAStepThatIsToldTwice() {
    curve.add(3, 1);

    curve.add(3, 2);

    assertThat(curve.values()).containsExactly(2);
  }
}
