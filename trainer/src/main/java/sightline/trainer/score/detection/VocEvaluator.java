package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.events.geometry.Box;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;

/**
 * Average precision of boxes as VOC defines it (M. Everingham et al., "The Pascal Visual Object
 * Classes Challenge", 2010).
 *
 * <p>Each guess, best first, goes to the object of its class that it overlaps most, and is wrong
 * when another has had it before. Difficult objects and crowds, and what goes to them, do not
 * count.
 *
 * <p>Threading: immutable, any thread.
 */
public final class VocEvaluator {

  private final Points points;
  private final double minIou;
  private final boolean inclusive;

  /** Where precision is looked up. */
  public enum Points {
    /** At the recalls 0, .1 to 1: VOC 2007. */
    ELEVEN,
    /** Wherever recall changes: VOC 2010 and later. */
    EVERY
  }

  /**
   * An evaluator.
   *
   * @param minIou least overlap of a hit, 0 to 1; .5 is usual
   * @param inclusive whether the edges of boxes are the numbers of the first and of the last pixel,
   *     so that a box is wider than their difference by one
   */
  public VocEvaluator(Points points, double minIou, boolean inclusive) {
    if (!(minIou >= 0 && minIou <= 1)) {
      throw new IllegalArgumentException("least overlap is %s, expected 0 to 1".formatted(minIou));
    }
    this.points = points;
    this.minIou = minIou;
    this.inclusive = inclusive;
  }

  /**
   * The numbers of all {@code guesses} about {@code samples}.
   *
   * @throws IllegalArgumentException for a guess about no sample, without a score, or of no class
   */
  public VocScore score(List<Sample> samples, List<Guess> guesses, List<String> labels) {
    var classes = new ArrayList<VocScore.ClassScore>();
    for (List<Case> cases : Case.byClass(samples, guesses, labels)) {
      classes.add(score(classes.size(), labels.get(classes.size()), cases));
    }
    double mean =
        classes.stream()
            .mapToDouble(VocScore.ClassScore::ap)
            .filter(ap -> ap > -1)
            .average()
            .orElse(-1);
    return new VocScore(mean, classes);
  }

  private VocScore.ClassScore score(int classId, String label, List<Case> cases) {
    var judged = new ArrayList<Judged>();
    int counted = 0;
    for (Case one : cases) {
      judge(one, judged);
      counted += (int) one.truths().stream().filter(VocEvaluator::counts).count();
    }
    judged.sort(Comparator.comparingDouble((Judged one) -> one.score + 0.).reversed());
    Curve curve = curve(classId, judged, counted);
    double ap = points == Points.ELEVEN ? elevenPoints(curve) : everyPoint(curve);
    return new VocScore.ClassScore(label, counted, counted == 0 ? -1 : ap, curve);
  }

  private record Judged(double score, boolean hit) {}

  private void judge(Case one, List<Judged> judged) {
    var taken = new boolean[one.truths().size()];
    for (Guess guess : one.guesses()) {
      int nearest = nearest(guess.box(), one.truths());
      boolean reaches =
          nearest >= 0 && overlap(guess.box(), one.truths().get(nearest).box()) >= minIou;
      if (!reaches || counts(one.truths().get(nearest))) {
        judged.add(new Judged(guess.score(), reaches && !taken[nearest]));
      }
      if (reaches) {
        taken[nearest] = true;
      }
    }
  }

  private int nearest(Box box, List<Truth> truths) {
    double most = -1;
    int nearest = -1;
    for (int i = 0; i < truths.size(); i++) {
      double overlap = overlap(box, truths.get(i).box());
      if (overlap > most) {
        most = overlap;
        nearest = i;
      }
    }
    return nearest;
  }

  private double overlap(Box guess, Box truth) {
    return inclusive ? Overlap.inclusive(guess, truth) : Overlap.of(guess, truth, false);
  }

  private static boolean counts(Truth truth) {
    return !truth.difficult() && !truth.crowd();
  }

  private Curve curve(int classId, List<Judged> judged, int counted) {
    int size = judged.size();
    var curve = new Curve(classId, minIou, new double[size], new double[size], new double[size]);
    int hits = 0;
    for (int i = 0; i < size; i++) {
      hits += judged.get(i).hit ? 1 : 0;
      curve.recall()[i] = counted == 0 ? 0 : (double) hits / counted;
      curve.precision()[i] = hits / (i + 1.);
      curve.score()[i] = judged.get(i).score;
    }
    return curve;
  }

  private static double elevenPoints(Curve curve) {
    double sum = 0;
    for (double recall : Grid.spaced(0, 1, 11)) {
      double best = 0;
      for (int i = 0; i < curve.recall().length; i++) {
        best = curve.recall()[i] >= recall ? Math.max(best, curve.precision()[i]) : best;
      }
      sum += best;
    }
    return sum / 11;
  }

  private static double everyPoint(Curve curve) {
    double area = 0;
    double best = 0;
    for (int i = curve.recall().length - 1; i >= 0; i--) {
      best = Math.max(best, curve.precision()[i]);
      area += best * (curve.recall()[i] - (i == 0 ? 0 : curve.recall()[i - 1]));
    }
    return area;
  }
}
