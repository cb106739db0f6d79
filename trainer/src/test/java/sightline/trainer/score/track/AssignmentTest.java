package sightline.trainer.score.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  @Test
  void shouldChooseTheCheapestSumNotTheCheapestPair() {
    int[] columns = Assignment.cheapest(new double[][] {{1, 2}, {2, 9}});

    assertThat(columns).containsExactly(1, 0);
  }

  @Test
  void shouldLeaveOutTheDearestRowWhenColumnsAreFew() {
    int[] columns = Assignment.cheapest(new double[][] {{5}, {1}, {3}});

    assertThat(columns).containsExactly(-1, 0, -1);
  }

  @Test
  void shouldPairNothingWithNothing() {
    assertThat(Assignment.cheapest(new double[2][0])).containsExactly(-1, -1);
    assertThat(Assignment.cheapest(new double[0][0])).isEmpty();
  }

  @Property
  void shouldCostAsLittleAsTheBestOfAllOrders(
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @Size(20) List<@IntRange(min = -9, max = 9) Integer> numbers) {
    var cost = new double[rows][5];
    for (int i = 0; i < rows * 5; i++) {
      cost[i / 5][i % 5] = numbers.get(i);
    }

    int[] columns = Assignment.cheapest(cost);

    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += cost[i][columns[i]];
    }
    assertThat(columns).doesNotHaveDuplicates();
    assertThat(sum).isEqualTo(least(cost, 0, 0));
  }

  private static double least(double[][] cost, int row, int used) {
    if (row == cost.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost[row].length; j++) {
      if ((used >> j & 1) == 0) {
        least = Math.min(least, cost[row][j] + least(cost, row + 1, used | 1 << j));
      }
    }
    return least;
  }
}
