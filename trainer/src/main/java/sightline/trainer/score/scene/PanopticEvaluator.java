package sightline.trainer.score.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import sightline.trainer.data.Scene;
import sightline.trainer.data.Scene.Part;
import sightline.trainer.score.scene.PanopticScore.ClassScore;
import sightline.trainer.score.scene.PanopticScore.Quality;

/**
 * Panoptic quality (A. Kirillov et al., "Panoptic Segmentation", 2019), by the rules of
 * panopticapi: a segment is found when one of its class overlaps it by more than a half, where
 * unlabelled pixels do not count; a crowd is neither found nor missed; and a segment that lies for
 * more than a half on unlabelled pixels and crowds of its class is not held against the model.
 *
 * <p>Keeps four numbers a class and no scene. Threading: one thread.
 */
public final class PanopticEvaluator {

  private final List<String> labels;
  private final Set<Integer> things;
  private final long[] found;
  private final long[] missed;
  private final long[] invented;
  private final double[] overlaps;

  /**
   * An evaluator.
   *
   * @param labels name of each class
   * @param things classes of countable objects; the others are stuff
   */
  public PanopticEvaluator(List<String> labels, Set<Integer> things) {
    this.labels = List.copyOf(labels);
    this.things = Set.copyOf(things);
    this.found = new long[labels.size()];
    this.missed = new long[labels.size()];
    this.invented = new long[labels.size()];
    this.overlaps = new double[labels.size()];
  }

  /**
   * Counts the segments of one picture.
   *
   * @throws IllegalArgumentException when the sizes differ, or a class has no label
   */
  public void add(Scene truth, Scene guess) {
    PartIndex.requireSameSize(truth, guess);
    var areas = new SharedAreas(truth, guess, labels);
    var knownTaken = new boolean[truth.parts().size()];
    var claimedTaken = new boolean[guess.parts().size()];
    for (SharedAreas.Pair pair : areas.pairs()) {
      int classId = truth.parts().get(pair.known()).classId();
      double overlap = overlap(areas, pair);
      if (isMatch(truth, guess, pair) && overlap > .5) {
        found[classId]++;
        overlaps[classId] += overlap;
        knownTaken[pair.known()] = true;
        claimedTaken[pair.claimed()] = true;
      }
    }
    countMissed(truth, knownTaken);
    countInvented(truth, guess, areas, claimedTaken);
  }

  private static boolean isMatch(Scene truth, Scene guess, SharedAreas.Pair pair) {
    Part known = truth.parts().get(pair.known());
    return !known.crowd() && known.classId() == guess.parts().get(pair.claimed()).classId();
  }

  private static double overlap(SharedAreas areas, SharedAreas.Pair pair) {
    long shared = areas.shared(pair.known(), pair.claimed());
    long both = areas.known(pair.known()) + areas.claimed(pair.claimed()) - shared;
    return (double) shared / (both - areas.shared(PartIndex.NOTHING, pair.claimed()));
  }

  private void countMissed(Scene truth, boolean[] taken) {
    for (int i = 0; i < taken.length; i++) {
      Part part = truth.parts().get(i);
      missed[part.classId()] += taken[i] || part.crowd() ? 0 : 1;
    }
  }

  private void countInvented(Scene truth, Scene guess, SharedAreas areas, boolean[] taken) {
    for (int j = 0; j < taken.length; j++) {
      int classId = guess.parts().get(j).classId();
      long excused = areas.shared(PartIndex.NOTHING, j);
      for (int i = 0; i < truth.parts().size(); i++) {
        Part part = truth.parts().get(i);
        excused += part.crowd() && part.classId() == classId ? areas.shared(i, j) : 0;
      }
      boolean empty = areas.claimed(j) == 0;
      if (!taken[j] && !empty && !((double) excused / areas.claimed(j) > .5)) {
        invented[classId]++;
      }
    }
  }

  /** The numbers so far. */
  public PanopticScore score() {
    var classes = new ArrayList<ClassScore>();
    for (int i = 0; i < labels.size(); i++) {
      classes.add(
          new ClassScore(
              labels.get(i), things.contains(i), found[i], missed[i], invented[i], quality(i)));
    }
    return new PanopticScore(
        mean(classes, one -> true),
        mean(classes, ClassScore::thing),
        mean(classes, one -> !one.thing()),
        classes);
  }

  private Quality quality(int classId) {
    double all = found[classId] + .5 * missed[classId] + .5 * invented[classId];
    if (all == 0) {
      return Quality.NONE;
    }
    double segmentation = found[classId] == 0 ? 0 : overlaps[classId] / found[classId];
    return new Quality(overlaps[classId] / all, segmentation, found[classId] / all);
  }

  private static Quality mean(List<ClassScore> classes, Predicate<ClassScore> which) {
    List<Quality> counted =
        classes.stream()
            .filter(which)
            .map(ClassScore::quality)
            .filter(quality -> !quality.equals(Quality.NONE))
            .toList();
    return counted.isEmpty()
        ? Quality.NONE
        : new Quality(
            mean(counted, Quality::panoptic),
            mean(counted, Quality::segmentation),
            mean(counted, Quality::recognition));
  }

  private static double mean(List<Quality> counted, ToDoubleFunction<Quality> number) {
    return counted.stream().mapToDouble(number).average().orElse(-1);
  }
}
