package sightline.inference.decode.suppress;

import java.util.Arrays;
import sightline.inference.decode.Candidates;

/**
 * The boxes that have stayed so far, chained by class and by place, so that a box meets only those
 * it may overlap.
 *
 * <p>Threading: one thread at a time.
 */
final class KeptBoxes {

  private static final int NONE = CellIndex.NONE;

  private final SuppressionRule rule;
  private final Measure measure;
  private final CellIndex cells;
  private final Overlap overlap = new Overlap();
  private int size;
  private int[] index = {};
  private int[] group = {};
  private float[] left = {};
  private float[] top = {};
  private float[] right = {};
  private float[] bottom = {};
  private double[] area = {};

  /** The one of the same group that was kept before, or {@link #NONE}. */
  private int[] previous = {};

  /** By group: the one that was kept last, or {@link #NONE}. */
  private int[] last = {};

  /** By group: how many were kept. */
  private int[] count = {};

  KeptBoxes(SuppressionRule rule, Measure measure) {
    this.rule = rule;
    this.measure = measure;
    this.cells = new CellIndex(rule.maxOverlap());
  }

  /** Goes through {@code order}, best first; returns how many stay. */
  int fill(Candidates candidates, ScoreOrder order) {
    int capacity = Math.min(order.size(), rule.maxKept());
    reserve(capacity);
    cells.reset(candidates, capacity);
    Arrays.fill(last, NONE);
    Arrays.fill(count, 0);
    size = 0;
    for (int rank = 0; rank < order.size() && size < capacity; rank++) {
      tryKeep(candidates, order.index(rank));
    }
    return size;
  }

  /** Writes the candidate behind those that stay, and leaves it there if it overlaps none. */
  private void tryKeep(Candidates candidates, int candidate) {
    index[size] = candidate;
    group[size] = rule.acrossClasses() ? 0 : candidates.classId(candidate);
    left[size] = candidates.left(candidate);
    top[size] = candidates.top(candidate);
    right[size] = candidates.right(candidate);
    bottom[size] = candidates.bottom(candidate);
    area[size] = ((double) right[size] - left[size]) * ((double) bottom[size] - top[size]);
    if (group[size] >= last.length) {
      growGroups(group[size] + 1);
    }
    if (isFree()) {
      keep();
    }
  }

  private void keep() {
    int mine = group[size];
    cells.add(
        size,
        mine,
        CellIndex.middle(left[size], right[size]),
        CellIndex.middle(top[size], bottom[size]));
    previous[size] = last[mine];
    last[mine] = size++;
    count[mine]++;
  }

  /** Whether the box behind those that stay overlaps none of them too much. */
  private boolean isFree() {
    double x = CellIndex.middle(left[size], right[size]);
    double y = CellIndex.middle(top[size], bottom[size]);
    double reachX = cells.reach(right[size] - left[size]);
    double reachY = cells.reach(bottom[size] - top[size]);
    int firstColumn = cells.column(x - reachX);
    int lastColumn = cells.column(x + reachX);
    int firstRow = cells.row(y - reachY);
    int lastRow = cells.row(y + reachY);
    int around = (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
    if (around >= count[group[size]]) {
      return isFreeOfGroup();
    }
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (!isFreeOfCell(column, row)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isFreeOfGroup() {
    for (int other = last[group[size]]; other != NONE; other = previous[other]) {
      if (overlaps(other)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFreeOfCell(int column, int row) {
    int mine = group[size];
    for (int other = cells.first(mine, column, row); other != NONE; other = cells.next(other)) {
      if (group[other] == mine && overlaps(other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the box behind those that stay overlaps {@code other} too much. */
  private boolean overlaps(int other) {
    float width = Math.min(right[other], right[size]) - Math.max(left[other], left[size]);
    float height = Math.min(bottom[other], bottom[size]) - Math.max(top[other], top[size]);
    if (width <= 0 || height <= 0) {
      return false;
    }
    double shared = (double) width * height;
    boolean overlaps = (float) (shared / (area[other] + area[size] - shared)) > rule.maxOverlap();
    return overlaps && (measure == Measure.IOU || isNear(other));
  }

  private boolean isNear(int other) {
    overlap.with(left[size], top[size], right[size], bottom[size]);
    double diou = overlap.diou(left[other], top[other], right[other], bottom[other]);
    return (float) diou > rule.maxOverlap();
  }

  private void reserve(int capacity) {
    if (index.length < capacity) {
      index = new int[capacity];
      group = new int[capacity];
      left = new float[capacity];
      top = new float[capacity];
      right = new float[capacity];
      bottom = new float[capacity];
      area = new double[capacity];
      previous = new int[capacity];
    }
  }

  private void growGroups(int needed) {
    int before = last.length;
    last = Arrays.copyOf(last, Math.max(needed, 2 * before));
    count = Arrays.copyOf(count, last.length);
    Arrays.fill(last, before, last.length, NONE);
  }

  int size() {
    return size;
  }

  int index(int rank) {
    return index[rank];
  }
}
