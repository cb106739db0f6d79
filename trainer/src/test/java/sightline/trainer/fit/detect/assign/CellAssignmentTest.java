package sightline.trainer.fit.detect.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch.Labelled;

/** 64 x 64 px in cells of 8 px, then of 16 px; two classes. */
class CellAssignmentTest {

  private static final CellGrid GRID = new CellGrid(64, 64, List.of(8, 16), 7);
  private static final int CELLS = 64 + 16;

  private final float[] numbers = new float[CELLS * 7];

  @Test
  void shouldGiveAnObjectAtLeastOneCellNearItsCenter() {
    GridTargets targets = assigned(object(0, 34, 34, 38, 38)); // in cell (4, 4)

    assertThat(cells(targets)).containsExactly(4 * 8 + 4);
  }

  @Test
  void shouldGiveAnObjectAsManyCellsAsItsBestOverlapsAddUpTo() {
    say(3 * 8 + 3, 24, 24, 40, 40);
    say(3 * 8 + 4, 24, 24, 40, 40);
    say(4 * 8 + 3, 24, 24, 40, 40);

    GridTargets targets = assigned(object(0, 24, 24, 40, 40));

    assertThat(targets.rows()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(cells(targets)).contains(3 * 8 + 3, 3 * 8 + 4, 4 * 8 + 3);
  }

  @Test
  void shouldPreferTheCellThatSaysTheRightClass() {
    say(4 * 8 + 3, 26, 34, 38, 38);
    say(4 * 8 + 4, 26, 34, 38, 38);
    numbers[(4 * 8 + 3) * 7 + 6] = 3;
    numbers[(4 * 8 + 4) * 7 + 5] = 3;

    GridTargets targets = assigned(object(1, 26, 34, 30, 38), object(0, 34, 34, 38, 38));

    assertThat(targets.rows())
        .extracting(GridTargets.Row::number, GridTargets.Row::classId)
        .containsExactlyInAnyOrder(tuple(4 * 8 + 3, 1), tuple(4 * 8 + 4, 0));
  }

  @Test
  void shouldGiveACellThatTwoObjectsWantToOneOfThem() {
    GridTargets targets = assigned(object(0, 32, 32, 40, 40), object(1, 32, 32, 41, 41));

    assertThat(cells(targets)).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotCountCellsInSomethingIgnored() {
    GridTargets targets = assigned(new Labelled(0, new Box(0, 0, 9, 9), true));

    assertThat(targets.counts()[0]).isZero();
    assertThat(targets.counts()[1]).isEqualTo(1);
    assertThat(targets.counts()[64]).isZero();
  }

  @Test
  void shouldCountRowsThroughTheBatch() {
    float[] two = new float[2 * numbers.length];
    List<List<Labelled>> objects = List.of(List.of(), List.of(object(0, 34, 34, 38, 38)));

    GridTargets targets = new CellAssignment(GRID).of(two, objects);

    assertThat(cells(targets)).containsExactly(CELLS + 4 * 8 + 4);
  }

  private GridTargets assigned(Labelled... objects) {
    return new CellAssignment(GRID).of(numbers, List.of(List.of(objects)));
  }

  private static Set<Integer> cells(GridTargets targets) {
    return targets.rows().stream().map(GridTargets.Row::number).collect(Collectors.toSet());
  }

  /** Lets a cell of the finer grid say a box. */
  private void say(int cell, double left, double top, double right, double bottom) {
    Edges box = new Edges(left, top, right, bottom);
    numbers[cell * 7] = (float) (box.centerX() / 8 - cell % 8);
    numbers[cell * 7 + 1] = (float) (box.centerY() / 8 - cell / 8);
    numbers[cell * 7 + 2] = (float) Math.log(box.width() / 8);
    numbers[cell * 7 + 3] = (float) Math.log(box.height() / 8);
  }

  private static Labelled object(int classId, float left, float top, float right, float bottom) {
    return new Labelled(classId, new Box(left, top, right, bottom), false);
  }
}
