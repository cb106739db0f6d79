package sightline.trainer.fit.detect.assign;

import java.util.List;
import sightline.trainer.net.detection.Anchor;

/**
 * Which box a row of a YOLO grid speaks of. Rows are anchor by anchor, and in each row by row of
 * cells.
 *
 * @param across cells
 * @param down cells
 * @param stride side of a cell, px
 * @param columns numbers of a row: box, objectness, classes
 */
public record YoloGrid(int across, int down, int stride, int columns, List<Anchor> anchors) {

  public YoloGrid {
    anchors = List.copyOf(anchors);
  }

  /** Rows of one picture. */
  public int rows() {
    return anchors.size() * cells();
  }

  public int cells() {
    return across * down;
  }

  public int column(int row) {
    return row % across;
  }

  public int line(int row) {
    return row % cells() / across;
  }

  public Anchor anchor(int row) {
    return anchors.get(row % rows() / cells());
  }

  /**
   * The box in px.
   *
   * @param numbers of all rows
   */
  public Edges box(float[] numbers, int row) {
    int at = row * columns;
    return Edges.centered(
        (sigmoid(numbers[at]) + column(row)) * stride,
        (sigmoid(numbers[at + 1]) + line(row)) * stride,
        Math.exp(numbers[at + 2]) * anchor(row).width() * stride,
        Math.exp(numbers[at + 3]) * anchor(row).height() * stride);
  }

  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
