package sightline.trainer.testdata;

import java.util.List;
import java.util.Map;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.trainer.recipe.Recipe;

/** Recipes of which only task, net and loss matter; pictures are gray, 0 to 1. */
public final class ShortRecipe {

  private ShortRecipe() {}

  public static Recipe of(
      String task, int width, int height, Recipe.NetSpec net, Recipe.LossSpec loss) {
    var input =
        new InputSpec(
            width,
            height,
            InputSpec.Layout.NCHW,
            InputSpec.Color.GRAY,
            InputSpec.Fit.STRETCH,
            0,
            new PerChannel(0, 0, 0),
            new PerChannel(255, 255, 255),
            1);
    var schedule =
        new Recipe.Schedule(1, 4, "adamw", .01, .1, .9, 0, 5, 10, 0, 0, 1, 100, "float32");
    return new Recipe(
        "short",
        task,
        7,
        List.of(),
        null,
        input,
        net,
        loss,
        null,
        schedule,
        null,
        new Recipe.Start("", List.of()),
        null);
  }

  public static Recipe.LossSpec loss(String kind) {
    return new Recipe.LossSpec(kind, Map.of(), Map.of());
  }
}
