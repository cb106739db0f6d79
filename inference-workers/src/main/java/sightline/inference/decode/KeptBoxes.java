package sightline.inference.decode;

import java.util.Arrays;

/**
 * The boxes that have stayed so far, chained by class, so that a box meets only those it may
 * overlap.
 *
 * <p>Threading: one thread at a time.
 */
final class KeptBoxes {

  private static final int NONE = -1;

  private final SuppressionRule rule;
  private int size;
  private int[] index = {};
  private float[] left = {};
  private float[] top = {};
  private float[] right = {};
  private float[] bottom = {};
  private double[] area = {};

  /** The one of the same class that was kept before, or {@link #NONE}. */
  private int[] previous = {};

  /** By class: the one that was kept last, or {@link #NONE}. */
  private int[] last = {};

  KeptBoxes(SuppressionRule rule) {
    this.rule = rule;
  }

  /** Goes through {@code order}, best first; returns how many stay. */
  int fill(Candidates candidates, ScoreOrder order) {
    reserve(Math.min(order.size(), rule.maxKept()));
    Arrays.fill(last, NONE);
    size = 0;
    for (int rank = 0; rank < order.size() && size < rule.maxKept(); rank++) {
      int candidate = order.index(rank);
      int group = rule.acrossClasses() ? 0 : candidates.classId(candidate);
      if (group >= last.length) {
        growGroups(group + 1);
      }
      if (isFree(candidates, candidate, last[group])) {
        keep(candidates, candidate, group);
      }
    }
    return size;
  }

  private boolean isFree(Candidates candidates, int candidate, int newest) {
    float boxLeft = candidates.left(candidate);
    float boxTop = candidates.top(candidate);
    float boxRight = candidates.right(candidate);
    float boxBottom = candidates.bottom(candidate);
    float maxOverlap = rule.maxOverlap();
    double boxArea = area(boxLeft, boxTop, boxRight, boxBottom);
    for (int other = newest; other != NONE; other = previous[other]) {
      float width = Math.min(right[other], boxRight) - Math.max(left[other], boxLeft);
      float height = Math.min(bottom[other], boxBottom) - Math.max(top[other], boxTop);
      if (width > 0 && height > 0) {
        double shared = (double) width * height;
        if ((float) (shared / (boxArea + area[other] - shared)) > maxOverlap) {
          return false;
        }
      }
    }
    return true;
  }

  private void keep(Candidates candidates, int candidate, int group) {
    index[size] = candidate;
    left[size] = candidates.left(candidate);
    top[size] = candidates.top(candidate);
    right[size] = candidates.right(candidate);
    bottom[size] = candidates.bottom(candidate);
    area[size] = area(left[size], top[size], right[size], bottom[size]);
    previous[size] = last[group];
    last[group] = size++;
  }

  private static double area(float left, float top, float right, float bottom) {
    return ((double) right - left) * ((double) bottom - top);
  }

  private void reserve(int count) {
    if (index.length < count) {
      index = new int[count];
      left = new float[count];
      top = new float[count];
      right = new float[count];
      bottom = new float[count];
      area = new double[count];
      previous = new int[count];
    }
  }

  private void growGroups(int count) {
    int before = last.length;
    last = Arrays.copyOf(last, Math.max(count, 2 * before));
    Arrays.fill(last, before, last.length, NONE);
  }

  int size() {
    return size;
  }

  int index(int rank) {
    return index[rank];
  }
}
