package sightline.inference.decode.suppress;

import sightline.inference.decode.Candidates;

/**
 * Soft non-maximum suppression (Bodla et al. 2017): the best stays and lowers the scores of those
 * that overlap it; then the best of the rest, until all that is left is below its least score.
 *
 * <p>A score falls by the factor {@code 1 - IoU} where the IoU is above {@code maxOverlap}
 * (linear), or always by {@code exp(-IoU² / sigma)} (Gaussian). Those that stay get their lowered
 * scores, and are in the order of these.
 *
 * <p>Threading: one thread at a time; scratch memory is kept, so that it allocates nothing once it
 * has grown.
 */
final class SoftSuppression implements Suppression {

  private final SuppressionRule rule;
  private final Admission admission;
  private final Decay decay;
  private final ScoreOrder order = new ScoreOrder();
  private final Overlap best = new Overlap();

  /** The first {@link #size} stay; of those up to {@link #open} nothing is decided. */
  private int[] index = {};

  private float[] score = {};
  private int open;
  private int size;

  /** What an overlap leaves of a score. */
  interface Decay {

    /** The factor, 0 to 1, for {@code iou}, more than 0 to 1. */
    double factor(double iou);

    /** {@code 1 - iou} above {@code maxOverlap}. */
    static Decay linear(float maxOverlap) {
      return iou -> (float) iou > maxOverlap ? 1 - iou : 1;
    }

    /** A Gaussian of width {@code sigma}, more than 0. */
    static Decay gaussian(float sigma) {
      return iou -> Math.exp(-iou * iou / sigma);
    }
  }

  SoftSuppression(SuppressionRule rule, Admission admission, Decay decay) {
    this.rule = rule;
    this.admission = admission;
    this.decay = decay;
  }

  @Override
  public int suppress(Candidates candidates) {
    start(candidates);
    int next = 0;
    while (size < open && size < rule.maxKept()) {
      swap(size, next);
      candidates.rescore(index[size], score[size]);
      next = lower(candidates, size++);
    }
    return size;
  }

  private void start(Candidates candidates) {
    order.sort(candidates, admission);
    size = 0;
    open = order.size();
    if (index.length < open) {
      index = new int[open];
      score = new float[open];
    }
    for (int rank = 0; rank < open; rank++) {
      index[rank] = order.index(rank);
      score[rank] = candidates.score(index[rank]);
    }
  }

  private void swap(int one, int other) {
    int swappedIndex = index[one];
    float swappedScore = score[one];
    index[one] = index[other];
    score[one] = score[other];
    index[other] = swappedIndex;
    score[other] = swappedScore;
  }

  /**
   * Lowers the scores of all behind {@code kept} by what they share with it, and closes the gaps
   * that the lowest leave; the place of the best of them.
   */
  private int lower(Candidates candidates, int kept) {
    int leader = index[kept];
    best.with(
        candidates.left(leader),
        candidates.top(leader),
        candidates.right(leader),
        candidates.bottom(leader));
    int place = kept + 1;
    int next = place;
    for (int from = place; from < open; from++) {
      int candidate = index[from];
      float lowered = lowered(candidates, leader, from);
      if (lowered >= admission.minScore(candidates.classId(candidate))) {
        index[place] = candidate;
        score[place] = lowered;
        next = isBefore(place, next) ? place : next;
        place++;
      }
    }
    open = place;
    return next;
  }

  private float lowered(Candidates candidates, int leader, int place) {
    int other = index[place];
    boolean meet = rule.acrossClasses() || candidates.classId(leader) == candidates.classId(other);
    if (!meet) {
      return score[place];
    }
    double iou =
        best.iou(
            candidates.left(other),
            candidates.top(other),
            candidates.right(other),
            candidates.bottom(other));
    return iou == 0 ? score[place] : (float) (score[place] * decay.factor(iou));
  }

  private boolean isBefore(int one, int other) {
    return score[one] > score[other] || (score[one] == score[other] && index[one] < index[other]);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int kept(int rank) {
    return index[rank];
  }
}
