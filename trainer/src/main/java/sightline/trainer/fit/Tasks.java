package sightline.trainer.fit;

import java.util.List;
import sightline.trainer.fit.detect.DetectionTasks;
import sightline.trainer.fit.latent.LatentTasks;
import sightline.trainer.fit.pixel.SceneTasks;
import sightline.trainer.fit.task.Task;
import sightline.trainer.recipe.Recipe;

/** The task that a recipe names. */
public final class Tasks {

  private Tasks() {}

  /**
   * The task of {@code recipe}.
   *
   * @param labels by class id
   * @throws IllegalArgumentException with one sentence that names what cannot be
   */
  public static Task of(Recipe recipe, List<String> labels) {
    return switch (recipe.task()) {
      case "detect", "locate" -> DetectionTasks.of(recipe, labels);
      case "semantic", "multilabel" -> SceneTasks.of(recipe, labels);
      default -> LatentTasks.of(recipe, labels);
    };
  }
}
