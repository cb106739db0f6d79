package sightline.events.geometry;

/**
 * Axis-aligned box in pixels of the frame as captured, origin at the top left.
 *
 * <p>Edges are continuous: the first pixel is the box {@code (0, 0, 1, 1)}, so the width is {@code
 * right - left} with no "+ 1".
 *
 * @param left x of the left edge, px
 * @param top y of the upper edge, px
 * @param right x of the right edge, px, not less than {@code left}
 * @param bottom y of the lower edge, px, not less than {@code top}
 */
public record Box(float left, float top, float right, float bottom) {
  public Box {
    boolean finite = !Float.isInfinite(left + top) && !Float.isInfinite(right + bottom);
    if (!(finite && left <= right && top <= bottom)) { // also false when an edge is NaN
      throw new IllegalArgumentException(
          "box edges out of order or not finite: %s,%s to %s,%s"
              .formatted(left, top, right, bottom));
    }
  }

  public float width() {
    return right - left;
  }

  public float height() {
    return bottom - top;
  }

  /** Area in square px. */
  public double area() {
    return (double) width() * height();
  }

  /**
   * Intersection over union with {@code other}: 0 (apart) to 1 (equal). Two boxes without area
   * share nothing, so their value is 0, equal or not.
   */
  public float iou(Box other) {
    double across = (double) Math.min(right, other.right) - Math.max(left, other.left);
    double down = (double) Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double shared = Math.max(0, across) * Math.max(0, down);
    return shared == 0 ? 0 : (float) Math.min(1, shared / (area() + other.area() - shared));
  }

  /** The part of this box that lies on the frame; without area when all of it lies outside. */
  public Box clippedTo(FrameSize frame) {
    float across = frame.width();
    float down = frame.height();
    return new Box(clip(left, across), clip(top, down), clip(right, across), clip(bottom, down));
  }

  private static float clip(float edge, float end) {
    return Math.max(0, Math.min(end, edge));
  }
}
