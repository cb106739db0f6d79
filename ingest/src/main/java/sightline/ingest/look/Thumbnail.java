package sightline.ingest.look;

import java.util.Arrays;

/**
 * How bright a picture is, {@value #WIDTH} by {@value #HEIGHT} cells. The brightest twentieth is
 * left out of what it says, because cameras write the time into their pictures.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Thumbnail {

  public static final int WIDTH = 32;
  public static final int HEIGHT = 18;

  private static final int CELLS = WIDTH * HEIGHT;
  private static final int COUNTED = CELLS - CELLS / 20;

  private final double mean;
  private final double spread;

  private Thumbnail(double mean, double spread) {
    this.mean = mean;
    this.spread = spread;
  }

  /**
   * @param luma one byte a cell, 0 black to 255 white, in any order
   */
  public static Thumbnail ofLuma(byte[] luma) {
    if (luma.length != CELLS) {
      throw new IllegalArgumentException(
          "a thumbnail has %d cells, expected %d".formatted(luma.length, CELLS));
    }
    int[] levels = new int[CELLS];
    Arrays.setAll(levels, i -> luma[i] & 0xFF);
    Arrays.sort(levels);
    double mean = Arrays.stream(levels, 0, COUNTED).average().orElseThrow();
    double squares =
        Arrays.stream(levels, 0, COUNTED)
            .mapToDouble(level -> (level - mean) * (level - mean))
            .sum();
    return new Thumbnail(mean, Math.sqrt(squares / COUNTED));
  }

  /** Mean luma, 0 to 255. */
  public double mean() {
    return mean;
  }

  /** Standard deviation of the luma, 0 to 127.5. */
  public double spread() {
    return spread;
  }
}
