package sightline.trainer.export.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.trainer.recipe.Recipe;

/**
 * The manifest of a trained model: how workers feed and read it, how good it is, whence it comes.
 *
 * <p>Threading: stateless, any thread.
 */
public final class TrainedManifest {

  /** Key of the ONNX metadata under which the workers look for it. */
  public static final String METADATA_KEY = "sightline.manifest";

  private static final int DECIMALS = 6;

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .build();

  private TrainedManifest() {}

  /**
   * What training knows beside the recipe.
   *
   * @param labels of the dataset, for a recipe that names none
   * @param inputName of the file's input tensor
   * @param net the manifest of the task: task, decoder, suppression, and what else it insists on
   * @param metrics on the validation split; what is not finite is left out
   */
  public record Facts(
      List<String> labels,
      String inputName,
      ObjectNode net,
      Map<String, Double> metrics,
      Lineage lineage) {

    public Facts {
      labels = List.copyOf(labels);
      metrics = Map.copyOf(metrics);
    }
  }

  /** The manifest; what the task says counts for more than what the recipe says. */
  public static ObjectNode of(Recipe recipe, Facts facts) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("name", recipe.name());
    manifest.put("task", facts.net().path("task").asText(recipe.task()));
    manifest.set("input", input(recipe.input(), facts.inputName()));
    List<String> labels = recipe.labels().isEmpty() ? facts.labels() : recipe.labels();
    labels.forEach(manifest.putArray("labels")::add);
    manifest.put("minScore", rounded(recipe.publish().minScore()));
    manifest.put("maxOverlap", rounded(recipe.publish().maxOverlap()));
    facts.net().properties().forEach(one -> manifest.set(one.getKey(), one.getValue()));
    manifest.set("metrics", metrics(facts.metrics()));
    manifest.set("lineage", facts.lineage().json());
    return manifest;
  }

  /** Metrics by name, rounded, without those that are no finite numbers. */
  public static ObjectNode metrics(Map<String, Double> metrics) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    metrics.entrySet().stream()
        .filter(one -> Double.isFinite(one.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> json.put(one.getKey(), rounded(one.getValue())));
    return json;
  }

  /** The text of it, as it stands in the file's metadata and beside the file. */
  public static String yaml(ObjectNode manifest) {
    try {
      return YAML.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static ObjectNode input(InputSpec spec, String name) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("name", name);
    input.put("width", spec.width()).put("height", spec.height());
    input.put("layout", spec.layout().name()).put("color", spec.color().name());
    input.put("fit", spec.fit().name()).put("pad", spec.pad());
    putAll(input, "mean", spec.mean());
    putAll(input, "std", spec.std());
    return input.put("scale", exact(spec.scale()));
  }

  private static void putAll(ObjectNode input, String key, PerChannel values) {
    input
        .putArray(key)
        .add(exact(values.first()))
        .add(exact(values.second()))
        .add(exact(values.third()));
  }

  /** The shortest decimal that reads back as {@code value}. */
  private static BigDecimal exact(float value) {
    return new BigDecimal(Float.toString(value));
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }
}
