package sightline.inference.decode;

import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;

/**
 * The pixels of the masks of one picture, and where each lies in the net's input. Masks cover the
 * whole frame; large frames have masks of a smaller size and the same shape.
 *
 * @param letterbox where the frame lies in the input
 * @param width of the masks, px
 * @param height of the masks, px
 */
public record MaskGrid(Letterbox letterbox, int width, int height) {

  /**
   * As large as the frame, or so much smaller that no side is longer than {@code maxSide}.
   *
   * @param maxSide px, at least 1
   */
  public static MaskGrid of(Letterbox letterbox, int maxSide) {
    FrameSize frame = letterbox.frame();
    double share = Math.min(1, (double) maxSide / Math.max(frame.width(), frame.height()));
    return new MaskGrid(
        letterbox,
        Math.max(1, (int) Math.round(frame.width() * share)),
        Math.max(1, (int) Math.round(frame.height() * share)));
  }

  /** Input x of the center of mask column {@code x}, px with continuous edges. */
  public float inputX(int x) {
    return letterbox.left() + (x + .5f) * letterbox.width() / width;
  }

  /** Input y of the center of mask row {@code y}, px with continuous edges. */
  public float inputY(int y) {
    return letterbox.top() + (y + .5f) * letterbox.height() / height;
  }
}
