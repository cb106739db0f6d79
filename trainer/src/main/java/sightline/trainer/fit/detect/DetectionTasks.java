package sightline.trainer.fit.detect;

import java.util.List;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.net.detection.LocateNet;
import sightline.trainer.net.detection.SsdNet;
import sightline.trainer.net.detection.YoloNet;
import sightline.trainer.net.detection.YoloxNet;
import sightline.trainer.recipe.Recipe;

/** The tasks of this package by the family of net that a recipe names. */
public final class DetectionTasks {

  private DetectionTasks() {}

  /**
   * What {@code recipe} asks for.
   *
   * @param labels by class id, at least one
   * @throws IllegalArgumentException when the family or a parameter is not as expected, or a {@code
   *     yolo} has no anchors yet ({@link DetectionNets#fixed})
   */
  public static Task of(Recipe recipe, List<String> labels) {
    Net net = DetectionNets.of(recipe, labels.size());
    Terms terms = Terms.of(recipe, labels);
    if (net instanceof YoloNet yolo) {
      return new YoloTask(terms, yolo);
    }
    if (net instanceof SsdNet ssd) {
      return new SsdTask(terms, ssd);
    }
    if (net instanceof YoloxNet yolox) {
      return new YoloxTask(terms, yolox);
    }
    return new LocateTask(terms, (LocateNet) net);
  }
}
