package sightline.inference.decode.mask;

import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;

/** The smallest box around a mask. */
public final class MaskBounds {

  private MaskBounds() {}

  /** The box around {@code mask} in pixels of {@code frame}; of no size when the mask is empty. */
  public static Box of(Mask mask, FrameSize frame) {
    int height = mask.height();
    int left = mask.width();
    int right = 0;
    int top = height;
    int bottom = 0;
    int[] runs = mask.runs();
    int from = 0;
    for (int run = 0; run < runs.length; run++) {
      int to = from + runs[run];
      if (run % 2 == 1 && to > from) {
        int firstColumn = from / height;
        int lastColumn = (to - 1) / height;
        left = Math.min(left, firstColumn);
        right = Math.max(right, lastColumn + 1);
        top = Math.min(top, firstColumn == lastColumn ? from % height : 0);
        bottom = Math.max(bottom, firstColumn == lastColumn ? (to - 1) % height + 1 : height);
      }
      from = to;
    }
    if (right == 0) {
      return new Box(0, 0, 0, 0);
    }
    float across = (float) frame.width() / mask.width();
    float down = (float) frame.height() / height;
    return new Box(left * across, top * down, right * across, bottom * down).clippedTo(frame);
  }
}
