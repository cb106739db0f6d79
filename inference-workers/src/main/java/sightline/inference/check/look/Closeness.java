package sightline.inference.check.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * How close two readings of one picture are, object by object.
 *
 * @param pairs objects that both have
 * @param edge largest distance of two edges that belong together, frame px
 * @param mask least overlap of two masks that belong together, 0 to 1; 1 without masks
 * @param alone what only one of the two has; empty when they pair up
 */
record Closeness(int pairs, double edge, double mask, Optional<Detection> alone) {

  /** Of no objects at all. */
  static final Closeness NOTHING = new Closeness(0, 0, 1, Optional.empty());

  /** A score this little above the threshold may be below it on the other side. */
  private static final float ROUNDING = .001f;

  /** Of {@code expected} and {@code found}, both of a model with this threshold. */
  static Closeness of(List<Detection> expected, List<Detection> found, float minScore) {
    var unmatched = new ArrayList<>(found);
    int pairs = 0;
    double edge = 0;
    double mask = 1;
    Optional<Detection> alone = Optional.empty();
    for (Detection one : expected) {
      Optional<Detection> match =
          unmatched.stream()
              .filter(other -> other.classId() == one.classId())
              .min(Comparator.comparingDouble(other -> distance(one.box(), other.box())));
      if (match.isPresent()) {
        unmatched.remove(match.orElseThrow());
        pairs++;
        edge = Math.max(edge, distance(one.box(), match.orElseThrow().box()));
        mask = Math.min(mask, overlap(one.mask(), match.orElseThrow().mask()));
      } else if (one.score() >= minScore + ROUNDING) {
        alone = Optional.of(one);
      }
    }
    for (Detection other : unmatched) {
      alone = other.score() >= minScore + ROUNDING ? Optional.of(other) : alone;
    }
    return new Closeness(pairs, edge, mask, alone);
  }

  Closeness and(Closeness other) {
    return new Closeness(
        Math.max(pairs, other.pairs),
        Math.max(edge, other.edge),
        Math.min(mask, other.mask),
        alone.or(other::alone));
  }

  private static double distance(Box one, Box other) {
    double across =
        Math.max(Math.abs(one.left() - other.left()), Math.abs(one.right() - other.right()));
    double down =
        Math.max(Math.abs(one.top() - other.top()), Math.abs(one.bottom() - other.bottom()));
    return Math.max(across, down);
  }

  /** Intersection over union; 1 when not both have a mask, or when they are of two sizes. */
  static double overlap(Mask one, Mask other) {
    if (one.width() != other.width() || one.height() != other.height() || one.equals(other)) {
      return 1;
    }
    int[] ones = one.runs();
    int[] others = other.runs();
    long both = 0;
    long either = 0;
    int i = 0;
    int j = 0;
    long left = ones.length > 0 ? ones[0] : 0;
    long right = others.length > 0 ? others[0] : 0;
    while (i < ones.length && j < others.length) {
      long step = Math.min(left, right);
      both += (i & j & 1) == 1 ? step : 0;
      either += ((i | j) & 1) == 1 ? step : 0;
      left -= step;
      right -= step;
      if (left == 0 && ++i < ones.length) {
        left = ones[i];
      }
      if (right == 0 && ++j < others.length) {
        right = others[j];
      }
    }
    return either == 0 ? 1 : (double) both / either;
  }
}
