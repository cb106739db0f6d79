package sightline.trainer.score.track;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of what the pairs cost is least: the Hungarian method,
 * with shortest augmenting paths (R. Jonker and A. Volgenant, 1987).
 *
 * <p>Time grows with rows x rows x columns. Threading: one thread, one use.
 */
final class Assignment {

  private final double[][] cost;
  private final int rows;
  private final int columns;

  /** Row of each column, from 1; 0 for none. Column 0 stands for the row that is being placed. */
  private final int[] rowOf;

  private final int[] before;
  private final double[] rowPrice;
  private final double[] columnPrice;

  private Assignment(double[][] cost) {
    this.cost = cost;
    this.rows = cost.length;
    this.columns = cost[0].length;
    this.rowOf = new int[columns + 1];
    this.before = new int[columns + 1];
    this.rowPrice = new double[rows + 1];
    this.columnPrice = new double[columns + 1];
  }

  /**
   * The column of each row; -1 for rows that are left over, when there are more rows than columns.
   *
   * @param cost by row, then by column, finite
   */
  static int[] cheapest(double[][] cost) {
    int columns = cost.length == 0 ? 0 : cost[0].length;
    var chosen = new int[cost.length];
    Arrays.fill(chosen, -1);
    if (columns == 0) {
      return chosen;
    }
    if (cost.length > columns) {
      int[] rowOf = cheapest(transposed(cost));
      for (int column = 0; column < columns; column++) {
        chosen[rowOf[column]] = column;
      }
      return chosen;
    }
    var assignment = new Assignment(cost);
    for (int row = 1; row <= cost.length; row++) {
      assignment.place(row);
    }
    for (int column = 1; column <= columns; column++) {
      if (assignment.rowOf[column] > 0) {
        chosen[assignment.rowOf[column] - 1] = column - 1;
      }
    }
    return chosen;
  }

  private static double[][] transposed(double[][] cost) {
    var turned = new double[cost[0].length][cost.length];
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = cost[i][j];
      }
    }
    return turned;
  }

  private void place(int row) {
    var slack = new double[columns + 1];
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    var visited = new boolean[columns + 1];
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      visited[column] = true;
      column = nearest(column, slack, visited);
    }
    while (column != 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }

  /** The column that is reached most cheaply; prices are changed so that it costs nothing more. */
  private int nearest(int from, double[] slack, boolean[] visited) {
    int row = rowOf[from];
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 1; j <= columns; j++) {
      if (visited[j]) {
        continue;
      }
      double reduced = cost[row - 1][j - 1] - rowPrice[row] - columnPrice[j];
      if (reduced < slack[j]) {
        slack[j] = reduced;
        before[j] = from;
      }
      if (slack[j] < least) {
        least = slack[j];
        nearest = j;
      }
    }
    for (int j = 0; j <= columns; j++) {
      if (visited[j]) {
        rowPrice[rowOf[j]] += least;
        columnPrice[j] -= least;
      } else {
        slack[j] -= least;
      }
    }
    return nearest;
  }
}
