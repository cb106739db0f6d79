package sightline.inference.decode;

import java.util.Arrays;
import sightline.events.geometry.Box;

/**
 * Boxes that a net proposes for one picture, before suppression, as columns of primitive numbers.
 *
 * <p>Coordinates are pixels of the net's input with continuous edges; every candidate in here is
 * finite and has its edges in order. Adding takes two steps, so that one box may be several things:
 * {@link #box} or {@link #boxCentered} says where, each {@link #add} after it says what.
 *
 * <p>When {@code maxCandidates} are held, a better one takes the place of the worst, and the one
 * that goes is counted.
 *
 * <p>Threading: one thread at a time; meant to be cleared and filled again, which allocates nothing
 * once it has grown.
 */
public final class Candidates {

  private static final int FIRST_CAPACITY = 256;

  /** Farther out a box cannot be carried over to a frame: a float would overflow. */
  private static final float MAX_EDGE = 1e30f;

  private final int maxCandidates;
  private final WorstFirst worstFirst = new WorstFirst();
  private int size;
  private int overflowed;
  private int impossible;

  private float[] left;
  private float[] top;
  private float[] right;
  private float[] bottom;
  private float[] score;
  private int[] classId;
  private int[] origin;

  private float boxLeft;
  private float boxTop;
  private float boxRight;
  private float boxBottom;
  private boolean boxPossible;
  private int boxOrigin;

  /**
   * @param maxCandidates most that are held at once, at least 1
   */
  public Candidates(int maxCandidates) {
    if (maxCandidates < 1) {
      throw new IllegalArgumentException(
          "maxCandidates is %d, expected at least 1".formatted(maxCandidates));
    }
    this.maxCandidates = maxCandidates;
    int capacity = Math.min(maxCandidates, FIRST_CAPACITY);
    left = new float[capacity];
    top = new float[capacity];
    right = new float[capacity];
    bottom = new float[capacity];
    score = new float[capacity];
    classId = new int[capacity];
    origin = new int[capacity];
  }

  /** Forgets everything, the counts too. */
  public void clear() {
    size = 0;
    overflowed = 0;
    impossible = 0;
    boxPossible = false;
    boxOrigin = 0;
  }

  /**
   * Which part of the outputs the next ones are read from, for example the number of a row: whoever
   * reads their landmarks or masks later is given it.
   */
  public void from(int origin) {
    boxOrigin = origin;
  }

  /** Where the next ones are: the box with these edges, input px. */
  public void box(float left, float top, float right, float bottom) {
    boxLeft = left;
    boxTop = top;
    boxRight = right;
    boxBottom = bottom;
    boxPossible =
        left >= -MAX_EDGE
            && left <= right
            && right <= MAX_EDGE // false where one is NaN
            && top >= -MAX_EDGE
            && top <= bottom
            && bottom <= MAX_EDGE;
  }

  /** Where the next ones are: the box around ({@code x}, {@code y}), input px. */
  public void boxCentered(float x, float y, float width, float height) {
    box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /**
   * Adds the box as an object of class {@code classId}. A box or a score that is no number, not
   * finite (for edges: beyond 1e30 px) or out of order is counted and left out.
   *
   * @param score 0 or more
   * @param classId 0 or more
   */
  public void add(float score, int classId) {
    if (!boxPossible || !(score >= 0 && score < Float.POSITIVE_INFINITY) || classId < 0) {
      impossible++;
    } else if (size < maxCandidates) {
      grow();
      set(size++, score, classId);
    } else {
      replaceWorst(score, classId);
    }
  }

  private void replaceWorst(float score, int classId) {
    if (overflowed++ == 0) {
      worstFirst.fill(this.score, size);
    }
    int worst = worstFirst.peek();
    if (score > this.score[worst]) {
      set(worst, score, classId);
      worstFirst.sink();
    }
  }

  private void set(int index, float score, int classId) {
    left[index] = boxLeft;
    top[index] = boxTop;
    right[index] = boxRight;
    bottom[index] = boxBottom;
    this.score[index] = score;
    this.classId[index] = classId;
    origin[index] = boxOrigin;
  }

  /** Another score for candidate {@code index}, 0 or more and finite: suppression lowers them. */
  public void rescore(int index, float lowered) {
    score[index] = lowered;
  }

  /** Another place for candidate {@code index}, edges in order and finite: fusion moves boxes. */
  public void move(int index, Box place) {
    left[index] = place.left();
    top[index] = place.top();
    right[index] = place.right();
    bottom[index] = place.bottom();
  }

  private void grow() {
    if (size < score.length) {
      return;
    }
    int capacity = (int) Math.min(maxCandidates, 2L * size);
    left = Arrays.copyOf(left, capacity);
    top = Arrays.copyOf(top, capacity);
    right = Arrays.copyOf(right, capacity);
    bottom = Arrays.copyOf(bottom, capacity);
    score = Arrays.copyOf(score, capacity);
    classId = Arrays.copyOf(classId, capacity);
    origin = Arrays.copyOf(origin, capacity);
  }

  public int size() {
    return size;
  }

  /** How many did not fit in since {@link #clear}: the worst ones. */
  public int overflowed() {
    return overflowed;
  }

  /** How many since {@link #clear} were no boxes at all. */
  public int impossible() {
    return impossible;
  }

  public float left(int index) {
    return left[index];
  }

  public float top(int index) {
    return top[index];
  }

  public float right(int index) {
    return right[index];
  }

  public float bottom(int index) {
    return bottom[index];
  }

  public float score(int index) {
    return score[index];
  }

  public int classId(int index) {
    return classId[index];
  }

  /** What it was added {@linkplain #from from}; 0 if nothing was said. */
  public int origin(int index) {
    return origin[index];
  }
}
