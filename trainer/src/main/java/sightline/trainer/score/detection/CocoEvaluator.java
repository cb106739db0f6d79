package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.DetectionScore.ClassScore;
import sightline.trainer.shape.Runs;

/**
 * Average precision and recall as COCO defines them (T.-Y. Lin et al., "Microsoft COCO", 2014), in
 * the numbers of pycocotools.
 *
 * <p>A hundred guesses of a class and picture are looked at. Crowds and objects marked difficult
 * count neither for nor against. With masks, a guess is stretched to the size of the picture; an
 * object whose mask nobody drew is left out, and so is a guess that fits its box.
 *
 * <p>Threading: immutable, any thread.
 */
public final class CocoEvaluator {

  /** Most guesses of one class on one picture that are looked at. */
  public static final int MOST = 100;

  private static final int AT_50 = 0;
  private static final int AT_75 = 5;

  private final Kind kind;

  /** What is compared. */
  public enum Kind {
    /** Boxes. */
    BOX,
    /** Masks, pixel by pixel. */
    MASK
  }

  public CocoEvaluator(Kind kind) {
    this.kind = kind;
  }

  /**
   * The numbers of all {@code guesses} about {@code samples}.
   *
   * @param samples in ascending order of their ids: where scores are equal their order decides
   * @param guesses in any order; where scores are equal it decides
   * @param labels name of each class
   * @throws IllegalArgumentException for a guess about no sample, without a score, or of no class
   */
  public DetectionScore score(List<Sample> samples, List<Guess> guesses, List<String> labels) {
    var tallies = new ArrayList<Tally>();
    var classes = new ArrayList<ClassScore>();
    var curves = new ArrayList<Curve>();
    for (List<Case> cases : Case.byClass(samples, guesses, labels)) {
      Tally tally = tally(cases);
      int classId = tallies.size();
      tallies.add(tally);
      classes.add(
          new ClassScore(
              classId,
              labels.get(classId),
              tally.counted(AreaRange.ALL),
              cases.stream().mapToInt(one -> one.guesses().size()).sum(),
              tally.precision(AreaRange.ALL),
              tally.precision(AreaRange.ALL, AT_50),
              tally.precision(AreaRange.ALL, AT_75),
              tally.recall(AreaRange.ALL, MOST)));
      for (int t = 0; t < Grid.overlaps().length && tally.counted(AreaRange.ALL) > 0; t++) {
        curves.add(tally.curve(classId, AreaRange.ALL, t));
      }
    }
    return summary(tallies, classes, curves);
  }

  private static DetectionScore summary(
      List<Tally> tallies, List<ClassScore> classes, List<Curve> curves) {
    return new DetectionScore(
        mean(tallies, tally -> tally.precision(AreaRange.ALL)),
        mean(tallies, tally -> tally.precision(AreaRange.ALL, AT_50)),
        mean(tallies, tally -> tally.precision(AreaRange.ALL, AT_75)),
        mean(tallies, tally -> tally.precision(AreaRange.SMALL)),
        mean(tallies, tally -> tally.precision(AreaRange.MEDIUM)),
        mean(tallies, tally -> tally.precision(AreaRange.LARGE)),
        mean(tallies, tally -> tally.recall(AreaRange.ALL, 1)),
        mean(tallies, tally -> tally.recall(AreaRange.ALL, 10)),
        mean(tallies, tally -> tally.recall(AreaRange.ALL, MOST)),
        mean(tallies, tally -> tally.recall(AreaRange.SMALL, MOST)),
        mean(tallies, tally -> tally.recall(AreaRange.MEDIUM, MOST)),
        mean(tallies, tally -> tally.recall(AreaRange.LARGE, MOST)),
        classes,
        curves);
  }

  private static double mean(List<Tally> tallies, ToDoubleFunction<Tally> number) {
    return tallies.stream().mapToDouble(number).filter(value -> value > -1).average().orElse(-1);
  }

  private Tally tally(List<Case> cases) {
    var tally = new Tally();
    for (Case one : cases) {
      List<Guess> best = one.guesses().subList(0, Math.min(MOST, one.guesses().size()));
      tally.add(new Matching(kind == Kind.BOX ? boxes(best, one.truths()) : masks(one, best)));
    }
    tally.sort();
    return tally;
  }

  private static Matching.Facts boxes(List<Guess> guesses, List<Truth> truths) {
    Matching.Facts facts = facts(guesses, truths);
    for (int i = 0; i < guesses.size(); i++) {
      facts.guessAreas()[i] = Overlap.area(guesses.get(i).box(), 0);
      for (int j = 0; j < truths.size(); j++) {
        Truth truth = truths.get(j);
        facts.overlaps()[i][j] = Overlap.of(guesses.get(i).box(), truth.box(), truth.crowd());
      }
    }
    return facts;
  }

  private static Matching.Facts masks(Case one, List<Guess> guesses) {
    List<Truth> truths = one.truths();
    Matching.Facts facts = facts(guesses, truths);
    List<Runs> drawn = truths.stream().map(truth -> Runs.of(truth.mask())).toList();
    for (int j = 0; j < truths.size(); j++) {
      facts.left()[j] |= !isDrawn(truths.get(j));
    }
    for (int i = 0; i < guesses.size(); i++) {
      Guess guess = guesses.get(i);
      Runs claimed = stretched(Runs.of(guess.mask()), one.size());
      facts.guessAreas()[i] = claimed.area();
      for (int j = 0; j < truths.size(); j++) {
        Truth truth = truths.get(j);
        Runs known = drawn.get(j);
        facts.overlaps()[i][j] =
            isDrawn(truth)
                ? claimed.stretchedTo(known.width(), known.height()).overlap(known, truth.crowd())
                : Overlap.of(guess.box(), truth.box(), truth.crowd());
      }
    }
    return facts;
  }

  private static boolean isDrawn(Truth truth) {
    return !truth.mask().equals(Mask.NONE);
  }

  private static Runs stretched(Runs runs, FrameSize size) {
    return size.pixels() == 0 ? runs : runs.stretchedTo(size.width(), size.height());
  }

  private static Matching.Facts facts(List<Guess> guesses, List<Truth> truths) {
    var facts =
        new Matching.Facts(
            new double[guesses.size()][truths.size()],
            guesses.stream().mapToDouble(Guess::score).toArray(),
            new double[guesses.size()],
            truths.stream().mapToDouble(Truth::area).toArray(),
            new boolean[truths.size()],
            new boolean[truths.size()]);
    for (int j = 0; j < truths.size(); j++) {
      facts.crowd()[j] = truths.get(j).crowd();
      facts.left()[j] = truths.get(j).crowd() || truths.get(j).difficult();
    }
    return facts;
  }
}
