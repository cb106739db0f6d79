package sightline.inference.decode.heat;

/**
 * A picture of one channel.
 *
 * <p>Layout: one byte a pixel, 0 to 255, row by row from the top left.
 *
 * <p>Ownership: the array is shared, not copied; whoever made it must not write to it again.
 */
public final class GrayPixels {

  private final int width;
  private final int height;
  private final byte[] values;

  /**
   * @param width px, at least 1
   * @param height px, at least 1
   * @param values {@code width * height} of them
   */
  public GrayPixels(int width, int height, byte[] values) {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new IllegalArgumentException(
          "%d values of %d x %d px, expected one a pixel".formatted(values.length, width, height));
    }
    this.width = width;
    this.height = height;
    this.values = values;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The value at column {@code x} and row {@code y}, 0 to 255. */
  public int at(int x, int y) {
    return values[y * width + x] & 0xFF;
  }

  /** The bytes themselves, not a copy. */
  public byte[] values() {
    return values;
  }
}
