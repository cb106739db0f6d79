package sightline.trainer.fit.detect.assign;

import java.util.Arrays;
import java.util.List;
import sightline.trainer.feed.Batch.Labelled;

/**
 * Which prior learns which object [Liu 2016, 2.2]: every object has the prior that overlaps it
 * most, and every other prior the object that it overlaps most, if by more than a half. What
 * overlaps only something ignored by that much counts for nothing.
 */
public record PriorMatching(PriorBoxes priors) {

  /** Prior of an object nowhere. */
  public static final int BACKGROUND = -1;

  /** Prior that counts for nothing. */
  public static final int IGNORED = -2;

  private static final double ENOUGH = .5;

  /** For each prior the number of its object in {@code objects}, or one of the constants. */
  public int[] of(List<Labelled> objects) {
    int[] matched = new int[priors.count()];
    double[] overlaps = new double[priors.count()];
    Arrays.fill(matched, BACKGROUND);
    Arrays.fill(overlaps, ENOUGH);
    int[] best = new int[objects.size()];
    for (int object = 0; object < objects.size(); object++) {
      best[object] = best(objects.get(object), object, matched, overlaps);
    }
    for (int prior = 0; prior < matched.length; prior++) {
      if (matched[prior] >= 0 && objects.get(matched[prior]).ignored()) {
        matched[prior] = IGNORED;
      }
    }
    for (int object = 0; object < best.length; object++) {
      if (!objects.get(object).ignored() && best[object] >= 0) {
        matched[best[object]] = object;
      }
    }
    return matched;
  }

  /** The prior that overlaps {@code object} most; on the way gives it those that prefer it. */
  private int best(Labelled object, int number, int[] matched, double[] overlaps) {
    Edges truth = Edges.of(object.box());
    int best = -1;
    double most = 0;
    for (int prior = 0; prior < matched.length; prior++) {
      double overlap = priors.of(prior).iou(truth);
      if (overlap > most) {
        most = overlap;
        best = prior;
      }
      if (overlap > overlaps[prior]) {
        overlaps[prior] = overlap;
        matched[prior] = number;
      }
    }
    return best;
  }
}
