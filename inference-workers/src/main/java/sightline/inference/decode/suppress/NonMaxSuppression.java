package sightline.inference.decode.suppress;

import sightline.inference.decode.Candidates;

/**
 * Greedy non-maximum suppression: best score first, a box stays if it overlaps no better one that
 * stayed by more than {@code maxOverlap}, as IoU or as DIoU.
 *
 * <p>Of equal scores the lower index comes first, so that the result depends on nothing but the
 * candidates. Boxes without area overlap nothing.
 *
 * <p>Threading: one thread at a time; scratch memory is kept, so that it allocates nothing once it
 * has grown.
 */
public final class NonMaxSuppression implements Suppression {

  private final Admission admission;
  private final ScoreOrder order = new ScoreOrder();
  private final KeptBoxes kept;

  /** By IoU. */
  public NonMaxSuppression(SuppressionRule rule) {
    this(rule, Admission.above(rule.minScore()), Measure.IOU);
  }

  NonMaxSuppression(SuppressionRule rule, Admission admission, Measure measure) {
    this.admission = admission;
    this.kept = new KeptBoxes(rule, measure);
  }

  @Override
  public int suppress(Candidates candidates) {
    return kept.fill(candidates, order.sort(candidates, admission));
  }

  @Override
  public int size() {
    return kept.size();
  }

  @Override
  public int kept(int rank) {
    return kept.index(rank);
  }
}
