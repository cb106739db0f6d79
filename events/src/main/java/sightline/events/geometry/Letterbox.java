package sightline.events.geometry;

import sightline.events.geometry.InputSpec.Fit;

/**
 * Where a frame lies inside a model's input, and the way back from input pixels to frame pixels.
 *
 * @param frame size of the frame as captured
 * @param left x in the input at which the picture begins, px; negative where it is cut
 * @param top y in the input at which the picture begins, px; negative where it is cut
 * @param width of the picture inside the input, px, at least 1
 * @param height of the picture inside the input, px, at least 1
 */
public record Letterbox(FrameSize frame, int left, int top, int width, int height) {
  public Letterbox {
    if (frame.width() < 1 || frame.height() < 1 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "nothing to fit: frame %s into %d x %d".formatted(frame, width, height));
    }
  }

  /** Fits {@code frame} into the input as {@code spec} says. */
  public static Letterbox fit(FrameSize frame, InputSpec spec) {
    if (spec.fit() == Fit.STRETCH) {
      return new Letterbox(frame, 0, 0, spec.width(), spec.height());
    }
    double across = (double) spec.width() / frame.width();
    double down = (double) spec.height() / frame.height();
    double ratio = spec.fit() == Fit.CROP ? Math.max(across, down) : Math.min(across, down);
    int width = Math.max(1, (int) Math.round(frame.width() * ratio));
    int height = Math.max(1, (int) Math.round(frame.height() * ratio));
    int left = spec.fit() == Fit.LETTERBOX_TOP_LEFT ? 0 : (spec.width() - width) / 2;
    int top = spec.fit() == Fit.LETTERBOX_TOP_LEFT ? 0 : (spec.height() - height) / 2;
    return new Letterbox(frame, left, top, width, height);
  }

  /** Frame px for input px {@code x}; not clipped. */
  public float toFrameX(float x) {
    return (x - left) * frame.width() / width;
  }

  /** Frame px for input px {@code y}; not clipped. */
  public float toFrameY(float y) {
    return (y - top) * frame.height() / height;
  }

  /** The box of input pixels {@code inInput} in frame pixels, clipped to the frame. */
  public Box toFrame(Box inInput) {
    float right = toFrameX(inInput.right());
    float bottom = toFrameY(inInput.bottom());
    return new Box(toFrameX(inInput.left()), toFrameY(inInput.top()), right, bottom)
        .clippedTo(frame);
  }
}
