package sightline.inference.check.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sightline.events.Detection;
import sightline.inference.bundle.BadUpload;

/**
 * How well what a model sees agrees with what it is declared to see.
 *
 * @param frames compared
 * @param worstIou least overlap of a pair, 0 to 1
 * @param worstScore largest difference of the scores of a pair, 0 to 1
 */
public record Parity(int frames, double worstIou, double worstScore) {

  /** Of no frames at all. */
  public static final Parity NONE = new Parity(0, 1, 0);

  private static final float LEAST_IOU = .9f;
  private static final float MAX_DIFFERENCE = .05f;

  /**
   * With one more frame.
   *
   * @param minScore of the model; what is hardly above it may be missing on either side
   * @throws BadUpload when the two lists are not the same
   */
  public Parity and(String frame, List<Detection> expected, List<Detection> found, float minScore)
      throws BadUpload {
    double iou = worstIou;
    double difference = worstScore;
    var unmatched = new ArrayList<>(found);
    for (Detection one : expected) {
      Optional<Detection> match = nearest(one, unmatched);
      if (match.filter(other -> agree(one, other)).isPresent()) {
        Detection other = match.orElseThrow();
        unmatched.remove(other);
        iou = Math.min(iou, one.box().iou(other.box()));
        difference = Math.max(difference, Math.abs(one.score() - other.score()));
      } else if (one.score() >= minScore + MAX_DIFFERENCE) {
        throw new BadUpload(
            "Golden frame %s should show %s; the nearest found is %s (expected an IoU of %s or more, scores within %s).",
            frame,
            shown(one),
            match
                .map(other -> shown(other) + ", IoU %.2f".formatted(one.box().iou(other.box())))
                .orElse("nothing"),
            LEAST_IOU,
            MAX_DIFFERENCE);
      }
    }
    for (Detection other : unmatched) {
      if (other.score() >= minScore + MAX_DIFFERENCE) {
        throw new BadUpload(
            "Golden frame %s shows %s, which its declared results do not have.",
            frame, shown(other));
      }
    }
    return new Parity(frames + 1, iou, difference);
  }

  private static Optional<Detection> nearest(Detection one, List<Detection> others) {
    return others.stream()
        .filter(other -> other.classId() == one.classId())
        .max(Comparator.comparingDouble(other -> one.box().iou(other.box())));
  }

  private static boolean agree(Detection one, Detection other) {
    return one.box().iou(other.box()) >= LEAST_IOU
        && Math.abs(one.score() - other.score()) <= MAX_DIFFERENCE;
  }

  private static String shown(Detection one) {
    return "%s with score %.2f at %.0f,%.0f to %.0f,%.0f"
        .formatted(
            one.label(),
            one.score(),
            one.box().left(),
            one.box().top(),
            one.box().right(),
            one.box().bottom());
  }

  /** For people. */
  @Override
  public String toString() {
    return frames == 0
        ? "there are no golden frames"
        : String.format(
            Locale.ROOT,
            "%d frames, least IoU %.3f, scores differ by at most %.3f",
            frames,
            worstIou,
            worstScore);
  }
}
