package sightline.events.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class BoxTest {

  private static final Box UNIT = new Box(0, 0, 1, 1);

  @Test
  void shouldShareOneThirdWithABoxMovedByHalf() {
    assertThat(UNIT.iou(new Box(.5f, 0, 1.5f, 1))).isCloseTo(1 / 3f, within(1e-6f));
  }

  @Test
  void shouldShareNothingWithABoxThatOnlyTouches() {
    assertThat(UNIT.iou(new Box(1, 0, 2, 1))).isZero();
  }

  @Test
  void shouldShareNothingWhenItHasNoArea() {
    var line = new Box(0, 0, 0, 1);

    assertThat(line.iou(line)).isZero();
  }

  @Test
  void shouldRefuseEdgesThatAreNoNumbersOrOutOfOrder() {
    assertThatThrownBy(() -> new Box(Float.NaN, 0, 1, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Box(2, 0, 1, 1)).hasMessageContaining("2.0,0.0 to 1.0,1.0");
    assertThatThrownBy(() -> new Box(0, 0, Float.POSITIVE_INFINITY, 1))
        .hasMessageContaining("not finite");
  }

  @Test
  void shouldBeCutAtTheFrame() {
    assertThat(new Box(-5, 10, 700, 500).clippedTo(new FrameSize(640, 480)))
        .isEqualTo(new Box(0, 10, 640, 480));
  }

  @Property
  void shouldHaveTheSameOverlapFromBothSides(
      @ForAll @FloatRange(min = -1e4f, max = 1e4f) float x,
      @ForAll @FloatRange(min = -1e4f, max = 1e4f) float y,
      @ForAll @FloatRange(min = 0, max = 1e4f) float width,
      @ForAll @FloatRange(min = 0, max = 1e4f) float height) {
    var one = centered(x, y, width, height);
    var other = centered(y, x, height, width);

    assertThat(one.iou(other)).isEqualTo(other.iou(one)).isBetween(0f, 1f);
    if (one.area() > 1) {
      assertThat(one.iou(one)).isCloseTo(1, within(1e-4f));
    }
  }

  private static Box centered(float x, float y, float width, float height) {
    return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }
}
