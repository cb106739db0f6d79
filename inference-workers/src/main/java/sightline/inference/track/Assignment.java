package sightline.inference.track;

import java.util.Arrays;

/**
 * The Hungarian method: pairs rows with columns so that the weights of the pairs have the greatest
 * sum. A weight of 0 is no pair; rows and columns may be left over.
 *
 * <p>Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957, Jonker and Volgenant
 * 1987): time grows with the square of the shorter side times the longer one.
 *
 * <p>Threading: one thread. Its arrays are used again and again.
 */
final class Assignment {

  private double[] potentialOfRow = {};
  private double[] potentialOfColumn = {};
  private double[] reach = {};
  private int[] rowOfColumn = {};
  private int[] cameFrom = {};
  private boolean[] done = {};

  /**
   * Solves one problem.
   *
   * @param weights row by row, finite, 0 or more
   * @param columnOfRow receives the column of each row, -1 for none
   */
  void solve(int rows, int columns, double[] weights, int[] columnOfRow) {
    Arrays.fill(columnOfRow, 0, rows, -1);
    if (rows == 0 || columns == 0) {
      return;
    }
    boolean turned = rows > columns;
    int few = Math.min(rows, columns);
    int many = Math.max(rows, columns);
    prepare(few, many);
    for (int row = 1; row <= few; row++) {
      augment(row, many, weights, turned ? -columns : columns);
    }
    for (int column = 1; column <= many; column++) {
      int row = rowOfColumn[column];
      if (row > 0 && weight(weights, row, column, turned ? -columns : columns) > 0) {
        columnOfRow[turned ? column - 1 : row - 1] = turned ? row - 1 : column - 1;
      }
    }
  }

  private void prepare(int few, int many) {
    if (potentialOfRow.length <= few) {
      potentialOfRow = new double[few + 1];
    }
    if (potentialOfColumn.length <= many) {
      potentialOfColumn = new double[many + 1];
      reach = new double[many + 1];
      rowOfColumn = new int[many + 1];
      cameFrom = new int[many + 1];
      done = new boolean[many + 1];
    }
    Arrays.fill(potentialOfRow, 0);
    Arrays.fill(potentialOfColumn, 0);
    Arrays.fill(rowOfColumn, 0);
  }

  /** Gives {@code row} a column, and others another one where that is better for all. */
  private void augment(int row, int many, double[] weights, int stride) {
    rowOfColumn[0] = row;
    Arrays.fill(reach, Double.POSITIVE_INFINITY);
    Arrays.fill(done, false);
    int column = 0;
    while (rowOfColumn[column] != 0) {
      column = nearest(column, many, weights, stride);
    }
    while (column != 0) {
      int before = cameFrom[column];
      rowOfColumn[column] = rowOfColumn[before];
      column = before;
    }
  }

  /** Goes on from {@code column} to the nearest one that was not reached yet. */
  private int nearest(int column, int many, double[] weights, int stride) {
    done[column] = true;
    int row = rowOfColumn[column];
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int next = 1; next <= many; next++) {
      if (done[next]) {
        continue;
      }
      double cost =
          -weight(weights, row, next, stride) - potentialOfRow[row] - potentialOfColumn[next];
      if (cost < reach[next]) {
        reach[next] = cost;
        cameFrom[next] = column;
      }
      if (reach[next] < least) {
        least = reach[next];
        best = next;
      }
    }
    shift(many, least);
    return best;
  }

  private void shift(int many, double by) {
    for (int column = 0; column <= many; column++) {
      if (done[column]) {
        potentialOfRow[rowOfColumn[column]] += by;
        potentialOfColumn[column] -= by;
      } else {
        reach[column] -= by;
      }
    }
  }

  /** Of a row and a column from 1; a {@code stride} below 0 says that they were turned. */
  private static double weight(double[] weights, int row, int column, int stride) {
    return stride > 0
        ? weights[(row - 1) * stride + column - 1]
        : weights[(column - 1) * -stride + row - 1];
  }
}
