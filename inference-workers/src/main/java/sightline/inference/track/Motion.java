package sightline.inference.track;

import sightline.events.geometry.Box;

/**
 * How boxes are thought to move: a Kalman filter of four axes, the center first.
 *
 * <p>Threading: immutable, any thread. The arrays are the callers'.
 */
interface Motion {

  /** Numbers of one filter. */
  int SIZE = 4 * Axis.SIZE;

  /** Begins where {@code box} was seen. */
  void start(float[] state, Box box);

  /**
   * One frame later.
   *
   * @param seen whether the object was seen in the frame before
   */
  void predict(float[] state, boolean seen);

  /** Takes in that {@code box} was seen. */
  void correct(float[] state, Box box);

  /** Width of the box, px; not above 0 when the filter has lost it. */
  double width(float[] state);

  /** Height of the box, px; not above 0 when the filter has lost it. */
  double height(float[] state);

  /** Intersection over union of the box thought of and {@code seen}, 0 to 1. */
  default double overlap(float[] state, Box seen) {
    double centerX = ((double) seen.left() + seen.right()) / 2;
    double centerY = ((double) seen.top() + seen.bottom()) / 2;
    return overlap(state, centerX, centerY, seen.width(), seen.height());
  }

  /** Intersection over union of two boxes thought of, 0 to 1. */
  default double overlap(float[] state, float[] other) {
    return overlap(state, Axis.value(other, 0), Axis.value(other, 1), width(other), height(other));
  }

  private double overlap(
      float[] state, double centerX, double centerY, double otherWidth, double otherHeight) {
    double width = width(state);
    double height = height(state);
    double sharedWidth = shared(Axis.value(state, 0), width, centerX, otherWidth);
    double sharedHeight = shared(Axis.value(state, 1), height, centerY, otherHeight);
    if (!(width > 0 && height > 0 && otherWidth > 0 && otherHeight > 0)
        || !(sharedWidth > 0 && sharedHeight > 0)) {
      return 0; // also when one of them is NaN
    }
    double shared = sharedWidth * sharedHeight;
    return Math.min(1, shared / (width * height + otherWidth * otherHeight - shared));
  }

  private static double shared(double center, double size, double other, double otherSize) {
    return Math.min(center + size / 2, other + otherSize / 2)
        - Math.max(center - size / 2, other - otherSize / 2);
  }
}
