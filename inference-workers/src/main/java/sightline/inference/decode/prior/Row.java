package sightline.inference.decode.prior;

/**
 * Where the numbers of one prior lie in a tensor. In rows {@code [priors, columns]} they lie side
 * by side; in planes {@code [anchors * columns, height, width]} they are as far apart as a plane is
 * large, and the priors count anchor by anchor within a cell.
 *
 * <p>Threading: one thread at a time; moved from prior to prior, so that none is allocated.
 */
final class Row {

  private final int columns;
  private final int anchors;
  private final int cells;
  private int first;

  private Row(int columns, int anchors, int cells) {
    this.columns = columns;
    this.anchors = anchors;
    this.cells = cells;
  }

  static Row inRows(int columns, int priors) {
    return new Row(columns, priors, 1);
  }

  static Row inPlanes(int columns, int anchors, int cells) {
    return new Row(columns, anchors, cells);
  }

  /** Is that of prior {@code prior} from now on. */
  void move(int prior) {
    first = prior % anchors * columns * cells + prior / anchors;
  }

  int columns() {
    return columns;
  }

  /** Index of column {@code column} among the tensor's numbers. */
  int at(int column) {
    return first + column * cells;
  }
}
