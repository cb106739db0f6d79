package sightline.events.geometry;

/**
 * Size of a picture.
 *
 * @param width px, 0 when nobody could tell
 * @param height px, 0 when nobody could tell
 */
public record FrameSize(int width, int height) {
  /** The size of a picture that nobody could read. */
  public static final FrameSize UNKNOWN = new FrameSize(0, 0);

  public FrameSize {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException(
          "frame size is %d x %d, expected 0 or more".formatted(width, height));
    }
  }

  public long pixels() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
