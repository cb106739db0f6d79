package sightline.inference.decode.suppress;

import java.util.Arrays;
import sightline.events.geometry.Box;
import sightline.inference.decode.Candidates;

/**
 * Weighted box fusion (Solovyev et al. 2021) of one net's candidates: best first, each joins the
 * cluster whose box it overlaps most, if by more than {@code maxOverlap}, else it founds one.
 *
 * <p>A cluster's box is the mean of its members, weighted by their scores; its score is the plain
 * mean of theirs; its class is that of its founder. The founder stays, with the box and the score
 * of its cluster.
 *
 * <p>Threading: one thread at a time; scratch memory is kept, so that it allocates nothing for a
 * candidate once it has grown, and one {@link Box} for each that stays.
 */
final class BoxFusion implements Suppression {

  private static final int NONE = -1;

  private final SuppressionRule rule;
  private final Admission admission;
  private final ScoreOrder order = new ScoreOrder();
  private final ScoreOrder fusedOrder = new ScoreOrder();
  private final Overlap overlap = new Overlap();

  private int clusters;
  private int size;

  /** By cluster. */
  private Sums[] sums = {};

  /** By candidate: the cluster it founded, or {@link #NONE}. */
  private int[] founded = {};

  /** By class: the cluster that was founded last, or {@link #NONE}. */
  private int[] last = {};

  /** What a cluster has taken in: sums of scores, and of edges times scores; and its box. */
  private static final class Sums {

    private int previous; // cluster of the same group, or NONE
    private int members;
    private double score;
    private double leftTimesScore;
    private double topTimesScore;
    private double rightTimesScore;
    private double bottomTimesScore;
    private double left;
    private double top;
    private double right;
    private double bottom;

    void found(Candidates candidates, int founder, int previousOfGroup) {
      previous = previousOfGroup;
      members = 0;
      score = 0;
      leftTimesScore = 0;
      topTimesScore = 0;
      rightTimesScore = 0;
      bottomTimesScore = 0;
      left = candidates.left(founder);
      top = candidates.top(founder);
      right = candidates.right(founder);
      bottom = candidates.bottom(founder);
      add(candidates, founder);
    }

    void add(Candidates candidates, int member) {
      double weight = candidates.score(member);
      members++;
      score += weight;
      leftTimesScore += candidates.left(member) * weight;
      topTimesScore += candidates.top(member) * weight;
      rightTimesScore += candidates.right(member) * weight;
      bottomTimesScore += candidates.bottom(member) * weight;
      if (score > 0) {
        left = leftTimesScore / score;
        top = topTimesScore / score;
        right = rightTimesScore / score;
        bottom = bottomTimesScore / score;
      }
    }

    float meanScore() {
      return (float) (score / members);
    }

    Box box() {
      return new Box((float) left, (float) top, (float) right, (float) bottom);
    }
  }

  BoxFusion(SuppressionRule rule, Admission admission) {
    this.rule = rule;
    this.admission = admission;
  }

  @Override
  public int suppress(Candidates candidates) {
    order.sort(candidates, admission);
    reserve(candidates.size());
    for (int rank = 0; rank < order.size(); rank++) {
      join(candidates, order.index(rank));
    }
    fusedOrder.start(clusters);
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      if (founded[candidate] != NONE) {
        fusedOrder.add(candidate, sums[founded[candidate]].meanScore());
      }
    }
    fusedOrder.finish(rule.maxKept());
    size = fusedOrder.size();
    for (int rank = 0; rank < size; rank++) {
      Sums cluster = sums[founded[kept(rank)]];
      candidates.move(kept(rank), cluster.box());
      candidates.rescore(kept(rank), cluster.meanScore());
    }
    return size;
  }

  private void join(Candidates candidates, int candidate) {
    int group = rule.acrossClasses() ? 0 : candidates.classId(candidate);
    growGroups(group);
    int nearest = nearest(candidates, candidate, last[group]);
    if (nearest == NONE) {
      growClusters();
      sums[clusters].found(candidates, candidate, last[group]);
      founded[candidate] = clusters;
      last[group] = clusters++;
    } else {
      sums[nearest].add(candidates, candidate);
    }
  }

  /**
   * The cluster that overlaps {@code candidate} most, the oldest of several; NONE if too little.
   */
  private int nearest(Candidates candidates, int candidate, int youngest) {
    overlap.with(
        candidates.left(candidate),
        candidates.top(candidate),
        candidates.right(candidate),
        candidates.bottom(candidate));
    int nearest = NONE;
    float most = rule.maxOverlap();
    for (int cluster = youngest; cluster != NONE; cluster = sums[cluster].previous) {
      Sums other = sums[cluster];
      float iou = (float) overlap.iou(other.left, other.top, other.right, other.bottom);
      if (iou > most || (iou == most && nearest != NONE)) {
        nearest = cluster;
        most = iou;
      }
    }
    return nearest;
  }

  private void reserve(int candidates) {
    clusters = 0;
    Arrays.fill(last, NONE);
    if (founded.length < candidates) {
      founded = new int[candidates];
    }
    Arrays.fill(founded, 0, candidates, NONE);
  }

  private void growClusters() {
    if (clusters == sums.length) {
      sums = Arrays.copyOf(sums, Math.max(16, 2 * clusters));
      for (int cluster = clusters; cluster < sums.length; cluster++) {
        sums[cluster] = new Sums();
      }
    }
  }

  private void growGroups(int group) {
    if (group >= last.length) {
      int before = last.length;
      last = Arrays.copyOf(last, Math.max(group + 1, 2 * before));
      Arrays.fill(last, before, last.length, NONE);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int kept(int rank) {
    return fusedOrder.index(rank);
  }
}
