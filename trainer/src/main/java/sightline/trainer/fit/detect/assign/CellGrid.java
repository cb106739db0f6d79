package sightline.trainer.fit.detect.assign;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which box a row speaks of in the grids of several strides: grid by grid, row by row of cells.
 *
 * @param columns numbers of a row: box, objectness, classes
 */
public record CellGrid(int width, int height, List<Integer> strides, int columns) {

  public CellGrid {
    strides = List.copyOf(strides);
  }

  /**
   * A cell.
   *
   * @param column from the left, in cells
   * @param line from the top, in cells
   * @param stride side, px
   */
  public record Cell(int column, int line, int stride) {
    public double centerX() {
      return (column + .5) * stride;
    }

    public double centerY() {
      return (line + .5) * stride;
    }
  }

  /** All cells of a picture in the order of their rows. */
  public List<Cell> cells() {
    return strides.stream()
        .flatMap(
            stride ->
                IntStream.range(0, (width / stride) * (height / stride))
                    .mapToObj(
                        cell -> new Cell(cell % (width / stride), cell / (width / stride), stride)))
        .toList();
  }

  /**
   * The box of {@code cell} in px.
   *
   * @param numbers of all rows
   * @param at where its row begins
   */
  public static Edges box(Cell cell, float[] numbers, int at) {
    return Edges.centered(
        (numbers[at] + cell.column()) * cell.stride(),
        (numbers[at + 1] + cell.line()) * cell.stride(),
        Math.exp(numbers[at + 2]) * cell.stride(),
        Math.exp(numbers[at + 3]) * cell.stride());
  }
}
