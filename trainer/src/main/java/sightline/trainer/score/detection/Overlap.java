package sightline.trainer.score.detection;

import sightline.events.geometry.Box;

/** How much of two boxes is shared, in double precision. */
final class Overlap {

  private Overlap() {}

  /**
   * Intersection over union, or, where the truth is a crowd, over the area of the guess; 0 when
   * nothing is shared.
   */
  static double of(Box guess, Box truth, boolean crowd) {
    double shared = shared(guess, truth, 0);
    return shared <= 0 ? 0 : shared / (crowd ? area(guess, 0) : union(guess, truth, shared, 0));
  }

  /** The same where the edges are the numbers of the first and of the last pixel, as in VOC. */
  static double inclusive(Box guess, Box truth) {
    double shared = shared(guess, truth, 1);
    return shared <= 0 ? 0 : shared / union(guess, truth, shared, 1);
  }

  private static double shared(Box one, Box other, int more) {
    double left = Math.max(one.left(), other.left());
    double top = Math.max(one.top(), other.top());
    double width = Math.min(one.right(), other.right()) - left + more;
    double height = Math.min(one.bottom(), other.bottom()) - top + more;
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  private static double union(Box one, Box other, double shared, int more) {
    return area(one, more) + area(other, more) - shared;
  }

  static double area(Box box, int more) {
    double width = (double) box.right() - box.left() + more;
    return width * ((double) box.bottom() - box.top() + more);
  }
}
