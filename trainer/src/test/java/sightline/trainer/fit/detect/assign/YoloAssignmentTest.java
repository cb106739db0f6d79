package sightline.trainer.fit.detect.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.net.detection.Anchor;

/** A grid of 4 x 3 cells of 10 px with a square and a lying anchor; one class. */
class YoloAssignmentTest {

  private static final YoloGrid GRID =
      new YoloGrid(4, 3, 10, 6, List.of(new Anchor(1, 1), new Anchor(3, 1)));
  private static final int LYING = 12;
  private static final double NOTHING = .5;

  private final float[] numbers = new float[GRID.rows() * GRID.columns()];

  @Test
  void shouldGiveAnObjectToTheCellOfItsCenterAndTheAnchorOfItsShape() {
    GridTargets targets = assigned(object(0, 14, 29, 26)); // its center is (14.5, 20)

    assertThat(targets.rows())
        .extracting(GridTargets.Row::number)
        .containsExactly(LYING + 4 * 2 + 1);
  }

  @Test
  void shouldGiveTheNextAnchorToASecondObjectInTheSameCell() {
    GridTargets targets = assigned(object(11, 11, 19, 19), object(10, 10, 20, 20));

    assertThat(targets.rows())
        .extracting(GridTargets.Row::number)
        .containsExactly(4 + 1, LYING + 4 + 1);
  }

  @Test
  void shouldDropAThirdObjectWhereTwoAnchorsAreTaken() {
    GridTargets targets =
        assigned(object(11, 11, 19, 19), object(10, 10, 20, 20), object(12, 12, 18, 18));

    assertThat(targets.rows()).hasSize(2);
  }

  @Test
  void shouldWantTheOverlapOfWhatIsSaidAsObjectness() {
    GridTargets targets = assigned(object(10, 10, 20, 15)); // the row says (10, 10, 20, 20)

    assertThat(targets.objects()[4 + 1]).isCloseTo(.5f, within(1e-6f));
  }

  @Test
  void shouldCountRowsWithoutObjectsAtHalf() {
    GridTargets targets = assigned(object(11, 11, 19, 19));

    assertThat(targets.counts()[4 + 1]).isEqualTo(1);
    assertThat(targets.counts()[0]).isEqualTo((float) NOTHING);
  }

  @Test
  void shouldNotBlameARowForABoxOnAnObjectOfAnotherRow() {
    numbers[5 * GRID.columns()] = 3; // the square of cell (1, 1) moves towards cell (2, 1)

    GridTargets targets = assigned(object(16, 10, 26, 20)); // its center is in cell (2, 1)

    assertThat(targets.rows()).extracting(GridTargets.Row::number).containsExactly(4 + 2);
    assertThat(targets.counts()[4 + 1]).isZero();
  }

  @Test
  void shouldNeitherWantNorBlameABoxOnSomethingIgnored() {
    GridTargets targets = assigned(new Labelled(0, new Box(10, 10, 20, 20), true));

    assertThat(targets.rows()).isEmpty();
    assertThat(targets.counts()[4 + 1]).isZero();
  }

  @Test
  void shouldCountRowsThroughTheBatch() {
    float[] two = new float[2 * numbers.length];
    List<List<Labelled>> objects = List.of(List.of(), List.of(object(0, 0, 10, 10)));

    GridTargets targets = new YoloAssignment(GRID, true).of(two, objects);

    assertThat(targets.rows()).extracting(GridTargets.Row::number).containsExactly(GRID.rows());
  }

  @Test
  void shouldKeepAnObjectAtTheFarEdgeInTheLastCell() {
    GridTargets targets = assigned(object(40, 30, 40, 30));

    assertThat(targets.rows().get(0).number() % GRID.cells()).isEqualTo(11);
  }

  private GridTargets assigned(Labelled... objects) {
    return new YoloAssignment(GRID, true).of(numbers, List.of(List.of(objects)));
  }

  private static Labelled object(float left, float top, float right, float bottom) {
    return new Labelled(0, new Box(left, top, right, bottom), false);
  }
}
