package sightline.inference.decode.suppress;

/**
 * One box, and how much others overlap it.
 *
 * <p>Edges are continuous and in order, in any unit. A box without area, or with an edge that is no
 * finite number, shares nothing with any other, itself included.
 *
 * <p>Threading: one thread at a time; meant to be set again and again, which allocates nothing.
 */
public final class Overlap {

  private double left;
  private double top;
  private double right;
  private double bottom;

  /** The box that others are compared with from now on; returns this. */
  public Overlap with(double left, double top, double right, double bottom) {
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
    return this;
  }

  /** Intersection over union, 0 (apart) to 1 (equal). */
  public double iou(double left, double top, double right, double bottom) {
    double width = Math.min(this.right, right) - Math.max(this.left, left);
    double height = Math.min(this.bottom, bottom) - Math.max(this.top, top);
    if (!(width > 0 && height > 0)) { // also when an edge is NaN
      return 0;
    }
    double shared = width * height;
    double value = shared / (area() + (right - left) * (bottom - top) - shared);
    return value >= 0 ? Math.min(1, value) : 0;
  }

  /**
   * Generalized intersection over union (Rezatofighi et al. 2019), -1 (far apart) to 1 (equal): the
   * share of the box around both that neither covers is taken off.
   */
  public double giou(double left, double top, double right, double bottom) {
    double width = Math.max(this.right, right) - Math.min(this.left, left);
    double height = Math.max(this.bottom, bottom) - Math.min(this.top, top);
    double around = width * height;
    double iou = iou(left, top, right, bottom);
    double union = (area() + (right - left) * (bottom - top)) / (1 + iou);
    double idle = (around - union) / around;
    return idle >= 0 ? iou - Math.min(1, idle) : iou;
  }

  /**
   * Distance intersection over union (Zheng et al. 2020), -1 (far apart) to 1 (equal): the squared
   * distance of the centers is taken off, as share of the squared diagonal of the box around both.
   */
  public double diou(double left, double top, double right, double bottom) {
    double width = Math.max(this.right, right) - Math.min(this.left, left);
    double height = Math.max(this.bottom, bottom) - Math.min(this.top, top);
    double across = (left + right - this.left - this.right) / 2;
    double down = (top + bottom - this.top - this.bottom) / 2;
    double share = (across * across + down * down) / (width * width + height * height);
    double iou = iou(left, top, right, bottom);
    return share >= 0 ? iou - Math.min(1, share) : iou;
  }

  private double area() {
    return (right - left) * (bottom - top);
  }
}
