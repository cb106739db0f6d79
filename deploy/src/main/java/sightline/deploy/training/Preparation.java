package sightline.deploy.training;

import sightline.deploy.console.BadInput;
import sightline.trainer.job.run.Groundwork;
import sightline.trainer.recipe.Recipe;

/** What is done for a recipe before its job begins, and needs other modules than the trainer. */
interface Preparation extends Groundwork {

  /**
   * The net of {@code recipe} as a table.
   *
   * @throws BadInput when it has none
   */
  String describe(Recipe recipe);
}
