package sightline.trainer.job.run;

import java.io.IOException;
import java.nio.file.Path;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;

/**
 * What a job needs before its process starts, and others have to do.
 *
 * <p>Threading: any thread.
 */
public interface Groundwork {

  /** What recipes must keep to. */
  FamilyRules rules();

  /**
   * Makes the dataset that {@code data.scene} of {@code recipe} names in {@code folder}, which is
   * there only once all of it is. Ends early when interrupted.
   *
   * @throws IllegalArgumentException with one sentence when there is no such scene
   */
  void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException;

  /** That of a service which has no scenes. */
  static Groundwork withoutScenes(FamilyRules rules) {
    return new Groundwork() {
      @Override
      public FamilyRules rules() {
        return rules;
      }

      @Override
      public void shoot(Recipe recipe, Path folder) {
        throw new IllegalArgumentException(
            "recipe.data.scene is %s, expected nothing: this service has no scenes"
                .formatted(recipe.data().scene()));
      }
    };
  }
}
