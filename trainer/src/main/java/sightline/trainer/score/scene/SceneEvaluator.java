package sightline.trainer.score.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sightline.trainer.data.Scene;

/**
 * Compares what each pixel shows, class by class, over any number of scenes. Pixels that the truth
 * leaves unlabelled do not count; those that only the guess leaves unlabelled are wrong.
 *
 * <p>Keeps one count for each pair of classes and no scene. Threading: one thread.
 */
public final class SceneEvaluator {

  private final List<String> labels;
  private final long[][] counts;

  public SceneEvaluator(List<String> labels) {
    this.labels = List.copyOf(labels);
    this.counts = new long[labels.size()][labels.size() + 1];
  }

  /**
   * Counts the pixels of one picture.
   *
   * @throws IllegalArgumentException when the sizes differ, or a class has no label
   */
  public void add(Scene truth, Scene guess) {
    PartIndex.requireSameSize(truth, guess);
    var known = new PartIndex(truth, labels);
    var claimed = new PartIndex(guess, labels);
    for (int i = 0; i < truth.ids().length; i++) {
      int row = known.place(truth.ids()[i]);
      if (row != PartIndex.NOTHING) {
        int column = claimed.place(guess.ids()[i]);
        counts[truth.parts().get(row).classId()][
            column == PartIndex.NOTHING ? labels.size() : guess.parts().get(column).classId()]++;
      }
    }
  }

  /** The numbers so far. */
  public SceneScore score() {
    var classes = new ArrayList<SceneScore.ClassScore>();
    long right = 0;
    long all = 0;
    for (int i = 0; i < labels.size(); i++) {
      long known = Arrays.stream(counts[i]).sum();
      long claimed = 0;
      for (long[] row : counts) {
        claimed += row[i];
      }
      long both = counts[i][i];
      right += both;
      all += known;
      classes.add(
          new SceneScore.ClassScore(
              labels.get(i),
              known,
              ratio(both, known + claimed - both),
              ratio(2 * both, known + claimed),
              ratio(both, known)));
    }
    return new SceneScore(
        mean(classes, SceneScore.ClassScore::iou),
        mean(classes, SceneScore.ClassScore::dice),
        mean(classes, SceneScore.ClassScore::accuracy),
        ratio(right, all),
        classes,
        Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? -1 : (double) part / whole;
  }

  private static double mean(
      List<SceneScore.ClassScore> classes, ToDoubleFunction<SceneScore.ClassScore> number) {
    return classes.stream().mapToDouble(number).filter(value -> value > -1).average().orElse(-1);
  }
}
