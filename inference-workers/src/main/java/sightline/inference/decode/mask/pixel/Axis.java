package sightline.inference.decode.mask.pixel;

import java.util.function.IntToDoubleFunction;

/**
 * For each pixel of a mask along one axis, the two cells of a map of scores between which its
 * center lies, and how far it is from the one to the other: bilinear interpolation with half-pixel
 * centers, the outermost cells reaching on for ever.
 *
 * <p>Threading: immutable, any thread.
 */
final class Axis {

  private final int first;
  private final int[] low;
  private final int[] high;
  private final float[] share;

  private Axis(int first, int count) {
    this.first = first;
    this.low = new int[count];
    this.high = new int[count];
    this.share = new float[count];
  }

  /**
   * A stretch of the net's input along one axis, px.
   *
   * @param from where it begins
   * @param to where it ends; it is empty unless that is more
   */
  record Span(double from, double to) {

    boolean contains(double position) {
      return position >= from && position < to;
    }
  }

  /**
   * The pixels whose centers lie in both spans.
   *
   * @param centers position of each pixel's center in the net's input, rising
   * @param pixels how many there are
   * @param cut what lies outside of it is left out
   * @param map over which the cells of the map are spread evenly
   * @param cells size of the map, at least 1
   */
  static Axis of(IntToDoubleFunction centers, int pixels, Span cut, Span map, int cells) {
    int first = 0;
    while (first < pixels && !cut.contains(centers.applyAsDouble(first))) {
      first++;
    }
    int end = first;
    while (end < pixels && cut.contains(centers.applyAsDouble(end))) {
      end++;
    }
    double step = cells / (map.to() - map.from());
    var axis = new Axis(first, map.to() > map.from() ? end - first : 0);
    for (int index = 0; index < axis.count(); index++) {
      double at = (centers.applyAsDouble(first + index) - map.from()) * step - .5;
      double within = Math.max(0, Math.min(cells - 1, at));
      axis.low[index] = (int) within;
      axis.high[index] = Math.min(cells - 1, axis.low[index] + 1);
      axis.share[index] = (float) (within - axis.low[index]);
    }
    return axis;
  }

  /** The first pixel. */
  int first() {
    return first;
  }

  /** How many pixels there are. */
  int count() {
    return low.length;
  }

  /** The nearer cell of pixel {@code first + index}. */
  int low(int index) {
    return low[index];
  }

  /** The cell behind it, or the same where there is none. */
  int high(int index) {
    return high[index];
  }

  /** How far pixel {@code first + index} is from the low cell to the high one, 0 to 1. */
  float share(int index) {
    return share[index];
  }
}
