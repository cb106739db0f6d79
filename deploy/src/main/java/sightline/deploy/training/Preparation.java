package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Path;
import sightline.deploy.console.BadInput;
import sightline.trainer.recipe.Recipe;

/** What is done for a recipe before its job begins, and needs other modules than the trainer. */
interface Preparation {

  /**
   * The net of {@code recipe} as a table.
   *
   * @throws BadInput when it has none
   */
  String describe(Recipe recipe);

  /** Makes the dataset that {@code data.scene} of {@code recipe} names in {@code folder}. */
  void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException;
}
