package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class OverlapTest {

  private final Overlap overlap = new Overlap().with(0, 0, 10, 10);

  @Test
  void shouldShareAThirdWithABoxMovedByHalfItsWidth() {
    assertThat(overlap.iou(5, 0, 15, 10)).isCloseTo(1 / 3d, within(1e-12));
  }

  @Test
  void shouldTakeTheIdleShareOffTheGeneralizedOverlap() {
    assertThat(overlap.giou(20, 0, 30, 10)).isCloseTo(-1 / 3d, within(1e-12));
    assertThat(overlap.giou(5, 0, 15, 10)).isCloseTo(1 / 3d, within(1e-12));
    assertThat(overlap.giou(5, 5, 15, 15)).isCloseTo(25 / 175d - 50 / 225d, within(1e-12));
  }

  @Test
  void shouldTakeTheDistanceOfTheCentersOffTheDistanceOverlap() {
    assertThat(overlap.diou(5, 0, 15, 10)).isCloseTo(1 / 3d - 25 / 325d, within(1e-12));
    assertThat(overlap.diou(20, 0, 30, 10)).isCloseTo(-400 / 1000d, within(1e-12));
  }

  @Test
  void shouldShareEverythingWithItself() {
    assertThat(overlap.iou(0, 0, 10, 10)).isEqualTo(1);
    assertThat(overlap.giou(0, 0, 10, 10)).isEqualTo(1);
    assertThat(overlap.diou(0, 0, 10, 10)).isEqualTo(1);
  }

  @Test
  void shouldShareNothingWithABoxWithoutArea() {
    assertThat(overlap.iou(5, 5, 5, 8)).isZero();
    assertThat(overlap.with(5, 5, 5, 8).iou(5, 5, 5, 8)).isZero();
    assertThat(overlap.with(5, 5, 5, 5).diou(5, 5, 5, 5)).isZero();
    assertThat(overlap.with(5, 5, 5, 5).giou(5, 5, 5, 5)).isZero();
  }

  @Test
  void shouldShareNothingWithABoxThatIsNone() {
    for (double edge : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(overlap.iou(0, 0, edge, 10)).isZero();
      assertThat(overlap.giou(0, 0, edge, 10)).isBetween(-1d, 0d);
      assertThat(overlap.diou(0, 0, edge, 10)).isBetween(-1d, 0d);
    }
  }

  @Property
  void shouldBeTheSameTheOtherWayRoundAndInItsRange(
      @ForAll @DoubleRange(min = -50, max = 50) double left,
      @ForAll @DoubleRange(min = -50, max = 50) double top,
      @ForAll @DoubleRange(max = 60) double width,
      @ForAll @DoubleRange(max = 60) double height) {
    double iou = overlap.with(0, 0, 10, 10).iou(left, top, left + width, top + height);
    double giou = overlap.giou(left, top, left + width, top + height);
    double diou = overlap.diou(left, top, left + width, top + height);
    overlap.with(left, top, left + width, top + height);

    assertThat(iou).isBetween(0d, 1d);
    assertThat(giou).isBetween(-1d, iou);
    assertThat(diou).isBetween(-1d, iou);
    assertThat(overlap.iou(0, 0, 10, 10)).isCloseTo(iou, within(1e-9));
    assertThat(overlap.giou(0, 0, 10, 10)).isCloseTo(giou, within(1e-9));
    assertThat(overlap.diou(0, 0, 10, 10)).isCloseTo(diou, within(1e-9));
  }
}
