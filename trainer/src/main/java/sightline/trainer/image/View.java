package sightline.trainer.image;

import java.util.Optional;
import sightline.events.geometry.Box;

/**
 * A rectangle of whole pixels of the input.
 *
 * @param left px, 0 or more
 * @param top px, 0 or more
 * @param width px
 * @param height px
 */
public record View(int left, int top, int width, int height) {

  /** Least share of an object's area that is still called the object. */
  static final double LEAST_SHARE = .2;

  /** The part of {@code whole} in this view; empty for a scrap that tells nothing any more. */
  public Optional<Box> clip(Box whole) {
    float first = Math.max(left, whole.left());
    float last = Math.min(left + width, whole.right());
    float upper = Math.max(top, whole.top());
    float lower = Math.min(top + height, whole.bottom());
    if (!(last - first >= 1 && lower - upper >= 1)) {
      return Optional.empty();
    }
    var seen = new Box(first, upper, last, lower);
    return seen.area() < LEAST_SHARE * whole.area() ? Optional.empty() : Optional.of(seen);
  }

  /** The pixels of this view whose middles lie between these edges, px; perhaps none. */
  View within(Box edges) {
    int first = Math.max(left, firstMiddle(edges.left()));
    int upper = Math.max(top, firstMiddle(edges.top()));
    int last = Math.min(left + width, firstMiddle(edges.right()));
    int lower = Math.min(top + height, firstMiddle(edges.bottom()));
    return new View(first, upper, Math.max(0, last - first), Math.max(0, lower - upper));
  }

  private static int firstMiddle(float edge) {
    return (int) Math.ceil(edge - .5);
  }

  boolean isEmpty() {
    return width < 1 || height < 1;
  }
}
