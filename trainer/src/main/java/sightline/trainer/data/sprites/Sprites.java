package sightline.trainer.data.sprites;

import java.util.Arrays;

/**
 * White shapes on black, {@link #SIDE} px square, each combination of all {@link Factor factors}
 * once: 737,280 pictures, drawn when asked for, without smoothing. The factors are those of
 * dSprites (L. Matthey et al., 2017), the drawing is not.
 *
 * <p>Pictures are numbered from 0, the last factor counting fastest.
 *
 * <p>Threading: any thread.
 */
public final class Sprites {

  /** Of a picture, px. */
  public static final int SIDE = 64;

  /** Of pictures. */
  public static final int COUNT =
      Arrays.stream(Factor.values()).mapToInt(Factor::count).reduce(1, (a, b) -> a * b);

  /** Half of what the largest shape takes, px. */
  private static final double RADIUS = 11;

  private static final double MARGIN = 1;

  private Sprites() {}

  /**
   * Values of the factors, in their order.
   *
   * @param index 0 to {@link #COUNT} - 1
   */
  public static int[] factors(int index) {
    if (index < 0 || index >= COUNT) {
      throw new IllegalArgumentException("sprite %d, expected 0 to %d".formatted(index, COUNT - 1));
    }
    Factor[] order = Factor.values();
    var values = new int[order.length];
    int rest = index;
    for (int i = order.length - 1; i >= 0; i--) {
      values[i] = rest % order[i].count();
      rest /= order[i].count();
    }
    return values;
  }

  /** The picture that has these values. */
  public static int index(int... values) {
    Factor[] order = Factor.values();
    int index = 0;
    for (int i = 0; i < order.length; i++) {
      if (values[i] < 0 || values[i] >= order[i].count()) {
        throw new IllegalArgumentException(
            "%s %d, expected 0 to %d".formatted(order[i], values[i], order[i].count() - 1));
      }
      index = index * order[i].count() + values[i];
    }
    return index;
  }

  /** Pixels row by row: 1 where the shape is, else 0. */
  public static byte[] picture(int index) {
    int[] values = factors(index);
    Shape shape = Shape.values()[values[Factor.SHAPE.ordinal()]];
    double size = RADIUS * (.5 + .5 * share(values, Factor.SCALE));
    double turn = 2 * Math.PI * values[Factor.ROTATION.ordinal()] / Factor.ROTATION.count();
    double left = center(values, Factor.X);
    double top = center(values, Factor.Y);
    double cos = Math.cos(turn) / size;
    double sin = Math.sin(turn) / size;
    var pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double x = i % SIDE + .5 - left;
      double y = i / SIDE + .5 - top;
      pixels[i] = (byte) (shape.covers(cos * x + sin * y, cos * y - sin * x) ? 1 : 0);
    }
    return pixels;
  }

  private static double share(int[] values, Factor factor) {
    return (double) values[factor.ordinal()] / (factor.count() - 1);
  }

  private static double center(int[] values, Factor factor) {
    double least = RADIUS + MARGIN;
    return least + (SIDE - 2 * least) * share(values, factor);
  }
}
