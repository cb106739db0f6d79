package sightline.trainer.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import sightline.trainer.recipe.Recipe;

/** Recipes with conditions of publishing. */
public final class TestRecipes {

  private static final YAMLMapper YAML = new YAMLMapper();

  private TestRecipes() {}

  /** The defaults, for a model {@code blobs}. */
  public static Recipe of(double atLeast, double margin) {
    try (var defaults = Recipe.class.getResourceAsStream("recipe.yaml")) {
      var tree = (ObjectNode) YAML.readTree(defaults);
      tree.put("name", "blobs");
      tree.withObjectProperty("publish").put("atLeast", atLeast).put("margin", margin);
      return YAML.treeToValue(tree, Recipe.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
