package sightline.trainer.score.detection;

import java.util.List;

/**
 * Average precision as VOC defines it.
 *
 * @param map mean over the classes that have objects, 0 to 1; -1 when none has
 * @param classes one for each label
 */
public record VocScore(double map, List<ClassScore> classes) {

  public VocScore {
    classes = List.copyOf(classes);
  }

  /**
   * That of one class.
   *
   * @param label its name
   * @param truths objects that count
   * @param ap 0 to 1; -1 without objects
   * @param curve precision and recall after each guess, best guess first, as measured
   */
  public record ClassScore(String label, int truths, double ap, Curve curve) {}
}
