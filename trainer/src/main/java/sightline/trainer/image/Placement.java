package sightline.trainer.image;

import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;

/**
 * Where the pixels of a frame go in the input: {@code x' = across * x + left}, {@code y' = down * y
 * + top}, px, continuous edges.
 *
 * @param across negative for a picture mirrored left to right
 * @param down negative for a picture mirrored top to bottom
 */
public record Placement(double across, double left, double down, double top) {

  /** As inference places it. */
  public static Placement fitted(Letterbox letterbox) {
    FrameSize frame = letterbox.frame();
    return new Placement(
        (double) letterbox.width() / frame.width(),
        letterbox.left(),
        (double) letterbox.height() / frame.height(),
        letterbox.top());
  }

  /** The picture mirrored where it lies. */
  public Placement mirrored(FrameSize frame, boolean leftToRight, boolean topToBottom) {
    return new Placement(
        leftToRight ? -across : across,
        leftToRight ? left + across * frame.width() : left,
        topToBottom ? -down : down,
        topToBottom ? top + down * frame.height() : top);
  }

  /** Made {@code factor} times as large about the input's top left corner, then moved, px. */
  public Placement scaled(double factor, double right, double below) {
    return new Placement(
        across * factor, left * factor + right, down * factor, top * factor + below);
  }

  /** Where a box of the frame comes to lie; not clipped. */
  public Box place(Box box) {
    double first = across * box.left() + left;
    double last = across * box.right() + left;
    double upper = down * box.top() + top;
    double lower = down * box.bottom() + top;
    return new Box(
        (float) Math.min(first, last),
        (float) Math.min(upper, lower),
        (float) Math.max(first, last),
        (float) Math.max(upper, lower));
  }
}
