package sightline.dashboards.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe as far as the dashboards read it: YAML with a name and a task. What else it must say the
 * job service knows.
 */
public final class RecipeText {

  private static final YAMLMapper YAML = new YAMLMapper();

  private RecipeText() {}

  /**
   * Looks at a recipe that somebody submits.
   *
   * @throws IllegalArgumentException with one sentence when it cannot be one
   */
  public static void require(String yaml, int maxBytes) {
    int bytes = yaml.getBytes(UTF_8).length;
    if (yaml.isBlank()) {
      throw new IllegalArgumentException("The recipe is empty, expected YAML with name and task.");
    }
    if (bytes > maxBytes) {
      throw new IllegalArgumentException(
          "The recipe has %d bytes, dashboards.maxTrainingRecipeBytes allows %d."
              .formatted(bytes, maxBytes));
    }
    JsonNode recipe = read(yaml);
    if (!recipe.isObject()) {
      throw new IllegalArgumentException(
          "The recipe is no list of keys and values, expected lines like 'name: people'.");
    }
    requireWord(recipe, "name", "the model's name in the registry");
    requireWord(recipe, "task", "what is to be learned, for example detect");
  }

  /** What a recipe says at the top under {@code key}; empty when it cannot be read. */
  static String word(String yaml, String key) {
    try {
      return YAML.readTree(yaml).path(key).asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static void requireWord(JsonNode recipe, String key, String meaning) {
    if (recipe.path(key).asText().isBlank()) {
      throw new IllegalArgumentException(
          "The recipe has no %s, expected a line '%s: …', %s.".formatted(key, key, meaning));
    }
  }

  private static JsonNode read(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null ? "" : " in line %d".formatted(e.getLocation().getLineNr());
      String why = e.getOriginalMessage().lines().findFirst().orElse("it breaks off");
      throw new IllegalArgumentException("The recipe is no YAML%s: %s.".formatted(place, why), e);
    }
  }
}
