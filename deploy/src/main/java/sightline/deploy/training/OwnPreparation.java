package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sightline.deploy.console.BadInput;
import sightline.deploy.scene.SceneDataset;
import sightline.deploy.scene.SceneWish;
import sightline.trainer.fit.Tasks;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.Recipe;

/**
 * Describes nets without a native library: only the sizes of their tensors are followed. Makes the
 * datasets of scenes.
 *
 * <p>Threading: stateless, any thread.
 */
final class OwnPreparation implements Preparation {

  private static final List<String> WITHOUT_LABELS = List.of("autoencode", "anomaly");

  @Override
  public String describe(Recipe recipe) {
    if (recipe.labels().isEmpty() && !WITHOUT_LABELS.contains(recipe.task())) {
      throw new BadInput(
          "recipe.labels is empty, expected names: the size of the output depends on their number");
    }
    return BadInput.unlessRead(() -> NetTable.of(net(recipe)).text());
  }

  @Override
  public void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException {
    SceneWish wish =
        BadInput.unlessRead(
            () ->
                SceneWish.ofRecipe(recipe.data().scene(), recipe.data().pictures(), recipe.task()));
    SceneDataset.write(wish, folder, done -> {});
  }

  private static Net net(Recipe recipe) {
    return switch (recipe.task()) {
      case "detect", "locate" -> DetectionNets.of(recipe, recipe.labels().size());
      default -> Tasks.of(recipe, recipe.labels()).net();
    };
  }
}
