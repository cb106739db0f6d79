package sightline.inference.image;

import org.bytedeco.opencv.global.opencv_imgcodecs;
import sightline.events.geometry.Letterbox;

/** How many pixels of a JPEG are decoded; less is faster and blurs what a net may need. */
public enum Reduction {
  /** Every pixel. */
  FULL(1, opencv_imgcodecs.IMREAD_COLOR),
  /** Every block of 8x8 as 4x4. */
  HALF(2, opencv_imgcodecs.IMREAD_REDUCED_COLOR_2),
  /** Every block of 8x8 as 2x2. */
  QUARTER(4, opencv_imgcodecs.IMREAD_REDUCED_COLOR_4);

  private final int divisor;
  private final int flags;

  Reduction(int divisor, int flags) {
    this.divisor = divisor;
    this.flags = flags | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  /**
   * {@link #HALF} where it still gives at least the pixels that {@code letterbox} shows. {@link
   * #QUARTER} is never chosen: it saves hardly more time and costs far more boxes.
   */
  static Reduction fitting(Letterbox letterbox) {
    boolean enough =
        letterbox.frame().width() >= letterbox.width() * HALF.divisor
            && letterbox.frame().height() >= letterbox.height() * HALF.divisor;
    return enough ? HALF : FULL;
  }

  /** By how much width and height are divided. */
  public int divisor() {
    return divisor;
  }

  int flags() {
    return flags;
  }
}
