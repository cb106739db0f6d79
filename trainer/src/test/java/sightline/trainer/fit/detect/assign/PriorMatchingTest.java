package sightline.trainer.fit.detect.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sightline.trainer.fit.detect.assign.PriorMatching.BACKGROUND;
import static sightline.trainer.fit.detect.assign.PriorMatching.IGNORED;

import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.net.detection.Priors;

/** Two cells of 16 px, each with squares of 16 and 24 px, and 16 px at 4:1, lying and standing. */
class PriorMatchingTest {

  private static final PriorBoxes BOXES =
      new PriorBoxes(new Priors(List.of(16), List.of(16.0, 36.0), List.of(4.0)), 32, 16);

  @Test
  void shouldGiveAnObjectToEveryPriorThatOverlapsItByMoreThanAHalf() {
    int[] matched = matched(object(-2, -2, 18, 18)); // 400 px: 256 and 400 / 576 of it are shared

    assertThat(matched).startsWith(0, 0, BACKGROUND, BACKGROUND);
  }

  @Test
  void shouldGiveAnObjectItsBestPriorHoweverLittleTheyShare() {
    int[] matched = matched(object(1, 1, 5, 5));

    assertThat(matched)
        .containsExactly(
            0, BACKGROUND, BACKGROUND, BACKGROUND, BACKGROUND, BACKGROUND, BACKGROUND, BACKGROUND);
  }

  @Test
  void shouldLetAnObjectKeepItsBestPriorFromABetterFittingOne() {
    int[] matched = matched(object(0, 0, 16, 16), object(1, 1, 16, 17));

    assertThat(matched[0]).isEqualTo(1); // both want the first prior most; the last one has it
  }

  @Test
  void shouldNotCountPriorsOnSomethingIgnored() {
    int[] matched = matched(new Labelled(0, new Box(0, 0, 16, 16), true));

    assertThat(matched).startsWith(IGNORED, BACKGROUND, BACKGROUND, BACKGROUND);
  }

  @Test
  void shouldDecodeWhatItEncodes() {
    float[] offsets = new float[4];
    BOXES.encode(5, new Edges(3, 4, 9, 15), offsets, 0);

    Edges box = BOXES.decode(5, offsets, 0);

    assertThat(box.left()).isCloseTo(3, within(1e-4));
    assertThat(box.top()).isCloseTo(4, within(1e-4));
    assertThat(box.right()).isCloseTo(9, within(1e-4));
    assertThat(box.bottom()).isCloseTo(15, within(1e-4));
  }

  @Test
  void shouldMeasureInSidesAndVariances() {
    float[] offsets = new float[4];

    BOXES.encode(0, Edges.centered(8 + 1.6, 8 - 3.2, 16 * Math.E, 16), offsets, 0);

    assertThat(offsets).containsExactly(new float[] {1, -2, 5, 0}, within(1e-5f));
  }

  private static int[] matched(Labelled... objects) {
    return new PriorMatching(BOXES).of(List.of(objects));
  }

  private static Labelled object(float left, float top, float right, float bottom) {
    return new Labelled(0, new Box(left, top, right, bottom), false);
  }
}
