package sightline.trainer.net.detection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import sightline.trainer.recipe.Recipe;

/** Recipes of detectors, everything else as the manual has it. */
public final class Recipes {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Recipes() {}

  /** A net of {@code family} for square pictures of {@code side} px. */
  public static Recipe of(String family, int side, Map<String, String> parameters) {
    return of(family, side, parameters, "", Map.of());
  }

  /** The same with a kind of loss and its parameters. */
  public static Recipe of(
      String family,
      int side,
      Map<String, String> parameters,
      String loss,
      Map<String, String> lossParameters) {
    try (var manual = Recipe.class.getResourceAsStream("recipe.yaml")) {
      var tree = (ObjectNode) YAML.readTree(manual);
      ((ObjectNode) tree.get("input")).put("width", side).put("height", side);
      ObjectNode net = ((ObjectNode) tree.get("net")).put("family", family);
      net.set("parameters", YAML.valueToTree(parameters));
      ((ObjectNode) tree.get("loss")).put("kind", loss);
      ((ObjectNode) tree.get("loss")).set("parameters", YAML.valueToTree(lossParameters));
      return YAML.treeToValue(tree, Recipe.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
