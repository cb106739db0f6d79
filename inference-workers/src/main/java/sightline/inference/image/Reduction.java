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

  /** The largest that still gives at least the pixels that {@code letterbox} shows. */
  static Reduction largestFor(Letterbox letterbox) {
    if (leavesEnough(letterbox, QUARTER)) {
      return QUARTER;
    }
    return leavesEnough(letterbox, HALF) ? HALF : FULL;
  }

  private static boolean leavesEnough(Letterbox letterbox, Reduction reduction) {
    return letterbox.frame().width() >= letterbox.width() * reduction.divisor
        && letterbox.frame().height() >= letterbox.height() * reduction.divisor;
  }

  /** By how much width and height are divided. */
  public int divisor() {
    return divisor;
  }

  int flags() {
    return flags;
  }
}
