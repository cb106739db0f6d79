package sightline.inference.decode.suppress;

import java.util.Arrays;
import sightline.inference.decode.Candidates;

/**
 * The indices of candidates, best score first; of equal scores the lower index first.
 *
 * <p>A radix sort over the bits of the score, since the order of floats that are 0 or more is the
 * order of their bits: it is stable, linear and needs no memory but its own.
 *
 * <p>Threading: one thread at a time.
 */
final class ScoreOrder {

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int MASK = DIGITS - 1;
  private static final int PASSES = 3;

  private final int[] starts = new int[DIGITS];
  private long[] from = {};
  private long[] to = {};
  private int size;

  /** Orders those that {@code admission} lets in; returns this. */
  ScoreOrder sort(Candidates candidates, Admission admission) {
    start(candidates.size());
    for (int index = 0; index < candidates.size(); index++) {
      float score = candidates.score(index);
      if (score >= admission.minScore(candidates.classId(index))) {
        add(index, score);
      }
    }
    finish(admission.topK());
    return this;
  }

  /** Forgets everything and makes room for {@code capacity} indices. */
  void start(int capacity) {
    reserve(capacity);
    size = 0;
  }

  /** Takes in {@code index}, which is above all before it, with {@code score}, 0 or more. */
  void add(int index, float score) {
    int falling = Integer.MAX_VALUE - Float.floatToRawIntBits(score + 0f);
    from[size++] = (long) falling << Integer.SIZE | index;
  }

  /** Orders what was added and leaves the best {@code most} of it. */
  void finish(int most) {
    for (int pass = 0; pass < PASSES; pass++) {
      distribute(Integer.SIZE + pass * DIGIT_BITS);
    }
    size = Math.min(size, most);
  }

  private void distribute(int shift) {
    Arrays.fill(starts, 0);
    for (int place = 0; place < size; place++) {
      starts[digit(from[place], shift)]++;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = starts[digit];
      starts[digit] = start;
      start += count;
    }
    for (int place = 0; place < size; place++) {
      to[starts[digit(from[place], shift)]++] = from[place];
    }
    long[] swapped = from;
    from = to;
    to = swapped;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & MASK;
  }

  private void reserve(int count) {
    if (from.length < count) {
      from = new long[count];
      to = new long[count];
    }
  }

  int size() {
    return size;
  }

  /** Index of the candidate with rank {@code rank}, 0 for the best. */
  int index(int rank) {
    return (int) from[rank];
  }
}
