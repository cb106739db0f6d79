package sightline.trainer.score.detection;

/** The places at which precision is looked up, in the very numbers that numpy gives. */
final class Grid {

  /** Overlaps .5 to .95. */
  private static final double[] OVERLAPS = spaced(.5, .95, 10);

  /** Recalls 0 to 1. */
  private static final double[] RECALLS = spaced(0, 1, 101);

  private Grid() {}

  static double[] overlaps() {
    return OVERLAPS.clone();
  }

  static double[] recalls() {
    return RECALLS.clone();
  }

  /** {@code count} numbers from first to last: multiples of one step, and the last as it is. */
  static double[] spaced(double first, double last, int count) {
    var values = new double[count];
    double step = (last - first) / (count - 1);
    for (int i = 0; i < count - 1; i++) {
      values[i] = i * step + first;
    }
    values[count - 1] = last;
    return values;
  }
}
