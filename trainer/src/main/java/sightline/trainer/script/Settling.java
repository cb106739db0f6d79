package sightline.trainer.script;

import java.util.Optional;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.load.EvaluationPass;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Calibrating;
import sightline.trainer.fit.task.Task;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Weights;

/** Sets what a net keeps beside what it learned, where its task has any. */
public final class Settling {

  private Settling() {}

  /**
   * Calibrates {@code weights}; one platform thread.
   *
   * @param normal pictures that were not learned from
   */
  public static void of(Task task, Recipe recipe, Weights weights, Pool normal)
      throws InterruptedException {
    Optional<Calibrating> calibrating = Calibrating.of(task, weights);
    if (calibrating.isEmpty()) {
      return;
    }
    try (var pass = new EvaluationPass(LoadSettings.of(recipe, normal), normal)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch shown = batch.orElseThrow()) {
          calibrating.orElseThrow().add(shown);
        }
      }
    }
    calibrating.orElseThrow().finish();
  }
}
