package sightline.events.geometry;

/**
 * How a picture becomes the input tensor of a net; training and inference share it so that they
 * crop alike.
 *
 * <p>A tensor value is {@code (pixel - mean) / std * scale} with pixels 0 to 255.
 *
 * @param width of the tensor, px, as its height
 * @param layout order of the axes, batch first
 * @param fit how a picture of another shape is fitted in
 * @param pad gray of what a letterbox leaves free, 0 to 255
 * @param mean subtracted from each pixel, in 0 to 255
 * @param std divides what is left, in 0 to 255, not 0
 * @param scale multiplies the result, for example 1/255
 */
public record InputSpec(
    int width,
    int height,
    Layout layout,
    Color color,
    Fit fit,
    int pad,
    PerChannel mean,
    PerChannel std,
    float scale) {
  /** Order of the tensor's axes. */
  public enum Layout {
    NCHW,
    NHWC
  }

  /** Order of the tensor's channels. */
  public enum Color {
    RGB,
    BGR,
    /** One channel. */
    GRAY
  }

  /** How a picture of another shape is fitted into the tensor. */
  public enum Fit {
    /** Keeps the aspect ratio; the picture lies in the top left corner (YOLOX). */
    LETTERBOX_TOP_LEFT,
    /** Keeps the aspect ratio; the picture lies in the middle (Ultralytics). */
    LETTERBOX_CENTER,
    /** Fills the tensor and ignores the aspect ratio. */
    STRETCH,
    /** Keeps the aspect ratio and fills the tensor; what is too long is cut at both ends. */
    CROP
  }

  /** The longest side a tensor may have, px. */
  public static final int MAX_SIDE = 8192;

  public InputSpec {
    require(width >= 1 && width <= MAX_SIDE, "width", width, "1 to " + MAX_SIDE);
    require(height >= 1 && height <= MAX_SIDE, "height", height, "1 to " + MAX_SIDE);
    require(pad >= 0 && pad <= 255, "pad", pad, "0 to 255");
    require(
        std.first() != 0 && std.second() != 0 && std.third() != 0, "std", std, "no channel of 0");
    require(Float.isFinite(scale) && scale != 0, "scale", scale, "a finite number, not 0");
  }

  /** Numbers for each pixel: 3, or 1 when gray. */
  public int channels() {
    return color == Color.GRAY ? 1 : 3;
  }

  /** Numbers in one picture's tensor: channels of width by height. */
  public int elements() {
    return channels() * width * height;
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "input.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
