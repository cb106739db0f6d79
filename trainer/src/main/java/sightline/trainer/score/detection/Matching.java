package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives the guesses of one class on one picture their objects, as pycocotools does: the best guess
 * first, each takes the object it overlaps most among those that are free; objects that do not
 * count are taken only when no other is left, and a crowd is never used up.
 */
final class Matching {

  private static final double[] OVERLAPS = Grid.overlaps();

  private final Facts facts;

  /**
   * What is to be matched.
   *
   * @param overlaps of each guess, best first, with each object
   * @param scores of the guesses
   * @param guessAreas px
   * @param truthAreas px
   * @param crowd which objects are crowds
   * @param left which objects are left out of the score
   */
  @SuppressWarnings("ArrayRecordComponent") // lives within one evaluation
  record Facts(
      double[][] overlaps,
      double[] scores,
      double[] guessAreas,
      double[] truthAreas,
      boolean[] crowd,
      boolean[] left) {}

  Matching(Facts facts) {
    this.facts = facts;
  }

  /** What became of the guesses, in their order. */
  List<Outcome> outcomes() {
    int ranges = AreaRange.values().length;
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < facts.scores.length; i++) {
      outcomes.add(new Outcome(facts.scores[i], i, new int[ranges], new int[ranges]));
    }
    for (AreaRange range : AreaRange.values()) {
      int[] order = countedFirst(range);
      for (int t = 0; t < OVERLAPS.length; t++) {
        match(range, t, order, outcomes);
      }
    }
    return outcomes;
  }

  /** Number of objects of this size that count. */
  int counted(AreaRange range) {
    int counted = 0;
    for (int i = 0; i < facts.truthAreas.length; i++) {
      counted += ignores(range, i) ? 0 : 1;
    }
    return counted;
  }

  private boolean ignores(AreaRange range, int truth) {
    return facts.left[truth] || !range.has(facts.truthAreas[truth]);
  }

  private int[] countedFirst(AreaRange range) {
    var order = new int[facts.truthAreas.length];
    int next = 0;
    for (boolean ignored : new boolean[] {false, true}) {
      for (int i = 0; i < order.length; i++) {
        if (ignores(range, i) == ignored) {
          order[next++] = i;
        }
      }
    }
    return order;
  }

  private void match(AreaRange range, int threshold, int[] order, List<Outcome> outcomes) {
    var taken = new boolean[order.length];
    int bit = 1 << threshold;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      int found = best(range, facts.overlaps[i], order, taken, OVERLAPS[threshold]);
      if (found >= 0) {
        taken[found] = true;
        outcome.hits()[range.ordinal()] |= bit;
      }
      if (found >= 0 ? ignores(range, found) : !range.has(facts.guessAreas[i])) {
        outcome.ignored()[range.ordinal()] |= bit;
      }
    }
  }

  private int best(
      AreaRange range, double[] overlaps, int[] order, boolean[] taken, double threshold) {
    double least = Math.min(threshold, 1 - 1e-10);
    int best = -1;
    for (int truth : order) {
      if (taken[truth] && !facts.crowd[truth]) {
        continue;
      }
      if (best >= 0 && !ignores(range, best) && ignores(range, truth)) {
        break;
      }
      if (overlaps[truth] >= least) {
        least = overlaps[truth];
        best = truth;
      }
    }
    return best;
  }
}
