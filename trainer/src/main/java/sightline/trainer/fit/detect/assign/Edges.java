package sightline.trainer.fit.detect.assign;

import sightline.events.geometry.Box;

/** A box as it is computed with: edges in px, perhaps of a net that gives no sensible numbers. */
public record Edges(double left, double top, double right, double bottom) {

  public static Edges of(Box box) {
    return new Edges(box.left(), box.top(), box.right(), box.bottom());
  }

  public static Edges centered(double x, double y, double width, double height) {
    return new Edges(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double centerX() {
    return (left + right) / 2;
  }

  public double centerY() {
    return (top + bottom) / 2;
  }

  public boolean holds(double x, double y) {
    return x > left && x < right && y > top && y < bottom;
  }

  /** Intersection over union; 0 where nothing is shared. */
  public double iou(Edges other) {
    double across = Math.min(right, other.right) - Math.max(left, other.left);
    double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    if (!(across > 0 && down > 0)) {
      return 0;
    }
    double shared = across * down;
    return shared / (width() * height() + other.width() * other.height() - shared);
  }
}
