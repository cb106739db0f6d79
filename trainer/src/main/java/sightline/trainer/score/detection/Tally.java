package sightline.trainer.score.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What became of all guesses of one class, and the precision and recall that follow. */
final class Tally {

  private static final double[] OVERLAPS = Grid.overlaps();
  private static final double[] RECALLS = Grid.recalls();

  /** The least number that numpy adds to 1, by which pycocotools avoids a division by 0. */
  private static final double SPACING = Math.ulp(1.);

  private final List<Outcome> outcomes = new ArrayList<>();
  private final int[] counted = new int[AreaRange.values().length];

  void add(Matching matching) {
    outcomes.addAll(matching.outcomes());
    for (AreaRange range : AreaRange.values()) {
      counted[range.ordinal()] += matching.counted(range);
    }
  }

  /** Ends adding: the guesses of all pictures, best first. */
  void sort() {
    outcomes.sort(Comparator.comparingDouble((Outcome one) -> one.score() + 0.).reversed());
  }

  /** Number of objects of this size. */
  int counted(AreaRange range) {
    return counted[range.ordinal()];
  }

  /** Mean precision over the recalls; -1 without objects. */
  double precision(AreaRange range, int overlap) {
    return counted(range) == 0
        ? -1
        : Arrays.stream(curve(0, range, overlap).precision()).average().orElse(-1);
  }

  /** Mean precision over overlaps and recalls; -1 without objects. */
  double precision(AreaRange range) {
    double sum = 0;
    for (int t = 0; t < OVERLAPS.length; t++) {
      sum += precision(range, t);
    }
    return sum / OVERLAPS.length;
  }

  /**
   * Mean recall over the overlaps; -1 without objects.
   *
   * @param most guesses a picture that are looked at
   */
  double recall(AreaRange range, int most) {
    if (counted(range) == 0) {
      return -1;
    }
    long found = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.rank() < most) {
        int hits = outcome.hits()[range.ordinal()] & ~outcome.ignored()[range.ordinal()];
        found += Integer.bitCount(hits);
      }
    }
    return (double) found / counted(range) / OVERLAPS.length;
  }

  /** Precision at each recall; there must be objects. */
  Curve curve(int classId, AreaRange range, int overlap) {
    var recall = new double[outcomes.size()];
    var precision = new double[outcomes.size()];
    var score = new double[outcomes.size()];
    int size = 0;
    int hits = 0;
    for (Outcome outcome : outcomes) {
      if (!outcome.ignored(range, overlap)) {
        hits += outcome.hits(range, overlap) ? 1 : 0;
        recall[size] = (double) hits / counted(range);
        precision[size] = hits / (size + 1 + SPACING);
        score[size++] = outcome.score();
      }
    }
    for (int i = size - 2; i >= 0; i--) {
      precision[i] = Math.max(precision[i], precision[i + 1]);
    }
    var at =
        new Curve(
            classId,
            OVERLAPS[overlap],
            RECALLS.clone(),
            new double[RECALLS.length],
            new double[RECALLS.length]);
    for (int i = 0, next = 0; i < RECALLS.length; i++) {
      while (next < size && recall[next] < RECALLS[i]) {
        next++;
      }
      at.precision()[i] = next < size ? precision[next] : 0;
      at.score()[i] = next < size ? score[next] : 0;
    }
    return at;
  }
}
