package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Path;
import sightline.deploy.console.BadInput;
import sightline.deploy.scene.SceneDataset;
import sightline.deploy.scene.SceneWish;
import sightline.trainer.recipe.Recipe;

/** What is done for a recipe before its job begins, and needs other modules than the trainer. */
interface Preparation {

  /** Scenes are made, nets are not shown. */
  Preparation SCENES =
      new Preparation() {
        @Override
        public String describe(Recipe recipe) {
          throw new BadInput("family '%s' cannot be shown".formatted(recipe.net().family()));
        }

        @Override
        public void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException {
          SceneWish wish =
              BadInput.unlessRead(
                  () ->
                      SceneWish.ofRecipe(
                          recipe.data().scene(), recipe.data().pictures(), recipe.task()));
          SceneDataset.write(wish, folder, done -> {});
        }
      };

  /**
   * The net of {@code recipe} as a table.
   *
   * @throws BadInput when it has none
   */
  String describe(Recipe recipe);

  /** Makes the dataset that {@code data.scene} of {@code recipe} names in {@code folder}. */
  void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException;
}
