package sightline.inference.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private final Assignment assignment = new Assignment();

  @Test
  void shouldPreferTheGreaterSumToTheGreatestPair() {
    int[] columns = solve(2, 2, .9, .8, .8, .1);

    assertThat(columns).containsExactly(1, 0);
  }

  @Test
  void shouldLeaveOutWhatWeighsNothing() {
    int[] columns = solve(3, 2, 0, .5, 0, 0, 0, .4);

    assertThat(columns).containsExactly(1, -1, -1);
  }

  @Test
  void shouldLeaveEveryRowWithoutColumnWhenThereIsNone() {
    assertThat(solve(2, 0)).containsExactly(-1, -1);
  }

  @RepeatedTest(300)
  void shouldFindTheGreatestSumThatThereIs(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int rows = 1 + random.nextInt(6);
    int columns = 1 + random.nextInt(6);
    double[] weights =
        random.doubles((long) rows * columns).map(x -> x < .4 ? 0 : Math.floor(x * 9)).toArray();

    int[] chosen = solve(rows, columns, weights);

    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += chosen[row] < 0 ? 0 : weights[row * columns + chosen[row]];
    }
    assertThat(sum).isCloseTo(best(rows, columns, weights, 0, 0), Offset.offset(1e-9));
  }

  private int[] solve(int rows, int columns, double... weights) {
    var columnOfRow = new int[rows];
    assignment.solve(rows, columns, weights, columnOfRow);
    return columnOfRow;
  }

  /** By trying everything. */
  private static double best(int rows, int columns, double[] weights, int row, int taken) {
    if (row == rows) {
      return 0;
    }
    double best = best(rows, columns, weights, row + 1, taken);
    for (int column = 0; column < columns; column++) {
      if ((taken & 1 << column) == 0) {
        double weight = weights[row * columns + column];
        best = Math.max(best, weight + best(rows, columns, weights, row + 1, taken | 1 << column));
      }
    }
    return best;
  }
}
