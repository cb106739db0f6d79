package sightline.trainer.score.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;

class OverlapTest {

  @Test
  void shouldMeasureAGuessInACrowdByItsOwnArea() {
    double overlap = Overlap.of(new Box(5, 0, 15, 10), new Box(0, 0, 10, 100), true);

    assertThat(overlap).isEqualTo(.5);
  }

  @Test
  void shouldCountTheLastPixelWhereEdgesAreInclusive() {
    double overlap = Overlap.inclusive(new Box(0, 0, 1, 0), new Box(1, 0, 2, 0));

    assertThat(overlap).isCloseTo(1 / 3., within(1e-12));
  }

  @Property
  void shouldBeTheSameBothWaysAndWithinItsRange(
      @ForAll("boxes") Box one, @ForAll("boxes") Box other) {
    double overlap = Overlap.of(one, other, false);

    assertThat(overlap).isEqualTo(Overlap.of(other, one, false)).isBetween(0., 1.);
    assertThat(overlap).isCloseTo(one.iou(other), within(1e-6));
  }

  @Provide
  Arbitrary<Box> boxes() {
    var edges = Arbitraries.floats().between(-50, 50);
    var sides = Arbitraries.floats().between(0, 60);
    return Combinators.combine(edges, edges, sides, sides)
        .as((left, top, width, height) -> new Box(left, top, left + width, top + height));
  }
}
