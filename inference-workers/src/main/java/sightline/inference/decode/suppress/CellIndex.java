package sightline.inference.decode.suppress;

import java.util.Arrays;
import sightline.inference.decode.Candidates;

/**
 * Finds kept boxes by where their center lies: a coarse grid over all candidates, in a hash table
 * of chains.
 *
 * <p>Two boxes of IoU t or more are alike in size and close: in each direction their centers are at
 * most {@code (1 - t) / 2t} of one's size apart. So a box need only be compared with those in the
 * cells around its center. A chain may hold boxes of other cells and groups too.
 *
 * <p>Threading: one thread at a time.
 */
final class CellIndex {

  static final int NONE = -1;

  /** Cells in each direction. */
  private static final int CELLS = 32;

  /** Below this the cells around a box are most of the grid. */
  private static final float LEAST_OVERLAP = .05f;

  private static final int FIRST_MIX = 0x9E3779B1;
  private static final int SECOND_MIX = 0x85EBCA77;

  /** What rounding may add to a distance, as share of size and of coordinates. */
  private static final double SLACK = 1e-5;

  private final double share;
  private int[] heads = {};
  private int[] next = {};
  private int mask;
  private double originX;
  private double originY;
  private double scaleX;
  private double scaleY;
  private double slack;

  CellIndex(float maxOverlap) {
    share =
        maxOverlap < LEAST_OVERLAP
            ? Double.POSITIVE_INFINITY
            : (1 - maxOverlap) / (2 * maxOverlap) + SLACK;
  }

  /** Forgets everything and spans its grid over {@code candidates}. */
  void reset(Candidates candidates, int capacity) {
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    originX = Double.POSITIVE_INFINITY;
    originY = Double.POSITIVE_INFINITY;
    for (int index = 0; index < candidates.size(); index++) {
      double x = middle(candidates.left(index), candidates.right(index));
      double y = middle(candidates.top(index), candidates.bottom(index));
      originX = Math.min(originX, x);
      originY = Math.min(originY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
    scaleX = maxX > originX ? CELLS / (maxX - originX) : 0;
    scaleY = maxY > originY ? CELLS / (maxY - originY) : 0;
    slack =
        SLACK
            * (Math.max(Math.abs(originX), Math.abs(maxX))
                + Math.max(Math.abs(originY), Math.abs(maxY)));
    reserve(capacity);
    Arrays.fill(heads, 0, mask + 1, NONE);
  }

  private void reserve(int capacity) {
    mask = Math.max(63, 2 * Integer.highestOneBit(Math.max(1, capacity)) - 1);
    if (heads.length <= mask) {
      heads = new int[mask + 1];
    }
    if (next.length < capacity) {
      next = new int[capacity];
    }
  }

  void add(int kept, int group, double x, double y) {
    int chain = chain(group, column(x), row(y));
    next[kept] = heads[chain];
    heads[chain] = kept;
  }

  /** The chain in which a box of that group and cell would be; {@link #NONE} at its end. */
  int first(int group, int column, int row) {
    return heads[chain(group, column, row)];
  }

  int next(int kept) {
    return next[kept];
  }

  /** How far from its center a box of that width or height must look, px. */
  double reach(double size) {
    return size * share + slack;
  }

  int column(double x) {
    return clamp((x - originX) * scaleX);
  }

  int row(double y) {
    return clamp((y - originY) * scaleY);
  }

  private int chain(int group, int column, int row) {
    int mixed = group * FIRST_MIX + (row * CELLS + column) * SECOND_MIX;
    return (mixed ^ mixed >>> 15) & mask;
  }

  private static int clamp(double cell) {
    return (int) Math.max(0, Math.min(CELLS - 1, cell));
  }

  static double middle(float from, float to) {
    return ((double) from + to) / 2;
  }
}
