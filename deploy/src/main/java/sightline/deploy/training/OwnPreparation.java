package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Path;
import sightline.deploy.console.BadInput;
import sightline.deploy.scene.SceneDataset;
import sightline.deploy.scene.SceneWish;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.script.NetRules;

/**
 * Describes nets without a native library, since only the sizes of their tensors are followed, and
 * makes datasets of scenes.
 *
 * <p>Threading: stateless, any thread.
 */
public final class OwnPreparation implements Preparation {

  private static final String SUPPOSED =
      "Without labels in the recipe the last layer is that of %d; data decide how many there are.%n";

  @Override
  public FamilyRules rules() {
    return new NetRules();
  }

  @Override
  public String describe(Recipe recipe) {
    String table = BadInput.unlessRead(() -> NetTable.of(NetRules.net(recipe)).text());
    boolean labelled = !recipe.task().equals("anomaly") && !recipe.task().equals("autoencode");
    return labelled && recipe.labels().isEmpty()
        ? table + SUPPOSED.formatted(NetRules.supposedLabels(recipe).size())
        : table;
  }

  @Override
  public void shoot(Recipe recipe, Path folder) throws IOException, InterruptedException {
    Recipe.Data data = recipe.data();
    var wish = SceneWish.ofRecipe(data.scene(), data.pictures(), recipe.task());
    SceneDataset.write(wish, folder, done -> {});
  }
}
