package sightline.trainer.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads and writes recipes. {@code recipe.yaml} beside this class holds the defaults; a recipe is
 * laid over it, then the overrides {@code key.path=value} in their order. Whatever is wrong leaves
 * as an {@link IllegalArgumentException} with one sentence.
 *
 * <p>Threading: stateless, any thread.
 */
public final class Recipes {

  /** Largest text of a recipe, bytes. */
  public static final int MAX_BYTES = 256 << 10;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private Recipes() {}

  /**
   * Reads the recipe in {@code file}; {@code data.path} stays as it is written.
   *
   * @throws IOException when the file cannot be read
   */
  public static Recipe read(Path file) throws IOException {
    return read(file, List.of());
  }

  /** Reads the recipe in {@code file} and lays {@code overrides} over it. */
  public static Recipe read(Path file, List<String> overrides) throws IOException {
    long bytes = Files.size(file);
    requireSize(bytes);
    return read(Files.readString(file, UTF_8), overrides);
  }

  /** Reads a recipe. */
  public static Recipe read(String text) {
    return read(text, List.of());
  }

  /**
   * Reads a recipe and lays {@code overrides} over it.
   *
   * @param overrides such as {@code schedule.epochs=3}; the value is YAML
   */
  public static Recipe read(String text, List<String> overrides) {
    requireSize(text.length());
    JsonNode said = parse(text, "the recipe");
    ObjectNode merged = manual();
    Layers.lay(said, merged);
    for (String override : overrides) {
      layOverride(override, merged);
    }
    return bind(merged);
  }

  /** {@code recipe} after {@code rules} have looked at it. */
  public static Recipe checked(Recipe recipe, FamilyRules rules) {
    rules.check(recipe);
    return recipe;
  }

  /** Every key of {@code recipe} in the order of the manual; reading it gives an equal one. */
  public static String text(Recipe recipe) {
    try {
      return YAML.writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe can always be written", e);
    }
  }

  /** SHA-256 of {@link #text}, 64 hexadecimal digits: what a version's lineage names. */
  public static String digest(Recipe recipe) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text(recipe).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The commented file of all defaults, which is the manual. */
  public static String manualText() {
    try (InputStream yaml = Recipes.class.getResourceAsStream("recipe.yaml")) {
      return new String(yaml.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode manual() {
    return (ObjectNode) parse(manualText(), "the manual");
  }

  private static void layOverride(String override, ObjectNode merged) {
    requireSize(override.length());
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "override '%s' is none, expected KEY=VALUE such as schedule.epochs=3"
              .formatted(OneLine.of(override)));
    }
    String key = override.substring(0, equals).strip();
    String value = override.substring(equals + 1);
    JsonNode node = value.isBlank() ? YAML.getNodeFactory().textNode("") : parse(value, key);
    Layers.lay(Layers.nest(key, node), merged);
  }

  private static JsonNode parse(String text, String what) {
    try {
      JsonNode node = YAML.readTree(text);
      return node == null ? YAML.missingNode() : node;
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? "%s is not YAML".formatted(OneLine.of(what))
              : "%s is not YAML: %s at line %d, column %d"
                  .formatted(
                      OneLine.of(what),
                      OneLine.of(e.getOriginalMessage()),
                      place.getLineNr(),
                      place.getColumnNr()),
          e);
    } catch (RuntimeException e) { // the parser's own, of texts it did not foresee
      throw new IllegalArgumentException("%s is not YAML".formatted(OneLine.of(what)), e);
    }
  }

  private static Recipe bind(ObjectNode merged) {
    try {
      return YAML.treeToValue(merged, Recipe.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(sentence(refused.getMessage()), e);
      }
      String path = path(e);
      Object found = Layers.at(merged, e.getPath());
      throw new IllegalArgumentException(
          "recipe.%s is %s, expected %s".formatted(path, OneLine.of(found), expected(e)), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the recipe cannot be read", e);
    }
  }

  /** Records of other modules do not know that they are part of a recipe. */
  private static String sentence(String refusal) {
    return refusal.startsWith("recipe.") ? refusal : "recipe." + OneLine.of(refusal);
  }

  private static String expected(JsonMappingException e) {
    Class<?> type = e instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    boolean whole = type == int.class || type == long.class;
    if (whole) {
      return "a whole number" + (type == int.class ? " of at most " + Integer.MAX_VALUE : "");
    }
    boolean number = Number.class.isAssignableFrom(type) || type.isPrimitive();
    return number ? "a number" : "text";
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(OneLine.of(step.getFieldName()));
      }
    }
    return path.toString();
  }

  private static void requireSize(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the recipe has %d bytes, expected at most %d".formatted(bytes, MAX_BYTES));
    }
  }
}
