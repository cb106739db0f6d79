package sightline.inference.decode.suppress;

import sightline.inference.decode.Candidates;

/**
 * No suppression: every candidate that reaches its least score is an object.
 *
 * <p>Threading: one thread at a time.
 */
final class BestFirst implements Suppression {

  private final Admission admission;
  private final int maxKept;
  private final ScoreOrder order = new ScoreOrder();

  BestFirst(Admission admission, int maxKept) {
    this.admission = admission;
    this.maxKept = maxKept;
  }

  @Override
  public int suppress(Candidates candidates) {
    order.sort(candidates, admission);
    return size();
  }

  @Override
  public int size() {
    return Math.min(order.size(), maxKept);
  }

  @Override
  public int kept(int rank) {
    return order.index(rank);
  }
}
