package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.Confusion.PictureErrors;

/**
 * Tells which classes a detector mixes up and on which pictures it errs.
 *
 * <p>Guesses and objects of a picture are paired whatever their classes are: the pair that overlaps
 * most first, those of one class before others where they overlap alike. Crowds and difficult
 * objects, and guesses that lie on them, do not count.
 *
 * <p>Threading: immutable, any thread.
 */
public final class ConfusionEvaluator {

  private static final Comparator<Pair> CLOSEST_FIRST =
      Comparator.comparingDouble(Pair::overlap).thenComparing(Pair::same).reversed();

  private final double minIou;
  private final double minScore;

  /**
   * An evaluator.
   *
   * @param minIou least overlap of a pair, above 0 to 1; .5 is usual
   * @param minScore guesses below it are left out
   */
  public ConfusionEvaluator(double minIou, double minScore) {
    if (!(minIou > 0 && minIou <= 1)) {
      throw new IllegalArgumentException(
          "least overlap is %s, expected above 0 to 1".formatted(minIou));
    }
    this.minIou = minIou;
    this.minScore = minScore;
  }

  private record Pair(int guess, int truth, double overlap, boolean same) {}

  /**
   * What the {@code guesses} mix up on {@code samples}.
   *
   * @throws IllegalArgumentException for a guess about no sample, without a score, or of no class
   */
  public Confusion score(List<Sample> samples, List<Guess> guesses, List<String> labels) {
    var counts = new long[labels.size() + 1][labels.size() + 1];
    var pictures = new ArrayList<PictureErrors>();
    List<Guess> sure = guesses.stream().filter(guess -> !(guess.score() < minScore)).toList();
    for (Case picture : Case.byPicture(samples, sure, labels)) {
      pictures.add(errors(picture, counts));
    }
    pictures.sort(Comparator.comparingDouble(PictureErrors::gravity).reversed());
    return new Confusion(labels, counts, pictures);
  }

  private PictureErrors errors(Case picture, long[][] counts) {
    int nothing = counts.length - 1;
    int[] objects = paired(picture);
    var found = new boolean[picture.truths().size()];
    int right = 0;
    int confused = 0;
    int invented = 0;
    double gravity = 0;
    for (int i = 0; i < objects.length; i++) {
      Guess guess = picture.guesses().get(i);
      if (objects[i] >= 0) {
        int known = picture.truths().get(objects[i]).classId();
        found[objects[i]] = true;
        counts[known][guess.classId()]++;
        right += known == guess.classId() ? 1 : 0;
        confused += known == guess.classId() ? 0 : 1;
      } else if (!isExcused(guess, picture.truths())) {
        counts[nothing][guess.classId()]++;
        invented++;
        gravity += guess.score();
      }
    }
    int missed = 0;
    for (int j = 0; j < found.length; j++) {
      if (!found[j] && counts(picture.truths().get(j))) {
        counts[picture.truths().get(j).classId()][nothing]++;
        missed++;
      }
    }
    return new PictureErrors(
        picture.sample(), right, missed, invented, confused, gravity + missed + confused);
  }

  /** The object of each guess, or -1. */
  private int[] paired(Case picture) {
    var pairs = pairs(picture);
    pairs.sort(CLOSEST_FIRST);
    var objects = new int[picture.guesses().size()];
    Arrays.fill(objects, -1);
    var taken = new boolean[picture.truths().size()];
    for (Pair pair : pairs) {
      if (objects[pair.guess] < 0 && !taken[pair.truth]) {
        objects[pair.guess] = pair.truth;
        taken[pair.truth] = true;
      }
    }
    return objects;
  }

  private List<Pair> pairs(Case picture) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < picture.guesses().size(); i++) {
      Guess guess = picture.guesses().get(i);
      for (int j = 0; j < picture.truths().size(); j++) {
        Truth truth = picture.truths().get(j);
        double overlap = Overlap.of(guess.box(), truth.box(), false);
        if (overlap >= minIou && counts(truth)) {
          pairs.add(new Pair(i, j, overlap, guess.classId() == truth.classId()));
        }
      }
    }
    return pairs;
  }

  private boolean isExcused(Guess guess, List<Truth> truths) {
    return truths.stream()
        .anyMatch(
            truth ->
                !counts(truth) && Overlap.of(guess.box(), truth.box(), truth.crowd()) >= minIou);
  }

  private static boolean counts(Truth truth) {
    return !truth.difficult() && !truth.crowd();
  }
}
