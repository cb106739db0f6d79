package sightline.inference.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;

/** Manifests between YAML and trees; what makes YAML dangerous is refused. */
final class ManifestText {

  private static final int MAX_CHARACTERS = 1 << 20;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .build();

  private ManifestText() {}

  /** The tree of {@code yaml}, an empty mapping when it says nothing. */
  static JsonNode parse(String yaml) {
    if (yaml.length() > MAX_CHARACTERS) {
      throw new BadManifest(
          "The manifest has %d characters, expected at most %d"
              .formatted(yaml.length(), MAX_CHARACTERS));
    }
    try {
      refuseAliases(yaml);
      JsonNode tree = MAPPER.readTree(yaml);
      return tree.isMissingNode() || tree.isNull() ? MAPPER.createObjectNode() : tree;
    } catch (JsonProcessingException e) {
      throw new BadManifest("The manifest is not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadManifest("The manifest is not YAML: " + e.getMessage());
    }
  }

  private static void refuseAliases(String yaml) throws IOException {
    try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new BadManifest(
              "The manifest has the alias *%s, expected every value written out"
                  .formatted(parser.getText()));
        }
      }
    }
  }

  /** All of {@code manifest} but what was assumed, since nothing is left to assume. */
  static String write(ModelManifest manifest) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("name", manifest.name()).put("version", manifest.version());
    tree.put("task", manifest.task());
    tree.set("input", input(manifest));
    ObjectNode decoder = tree.putObject("decoder").put("family", manifest.decoder().family());
    manifest.decoder().parameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(parameter -> decoder.put(parameter.getKey(), parameter.getValue()));
    manifest.labels().forEach(tree.putArray("labels")::add);
    tree.put("minScore", number(manifest.minScore()));
    tree.put("maxOverlap", number(manifest.maxOverlap()));
    tree.set("suppression", suppression(manifest.suppression()));
    tree.put("maxDetections", manifest.maxDetections());
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always YAML", e);
    }
  }

  private static ObjectNode input(ModelManifest manifest) {
    InputSpec spec = manifest.input();
    ObjectNode input = MAPPER.createObjectNode().put("name", manifest.inputName());
    input.put("width", spec.width()).put("height", spec.height());
    input.put("layout", spec.layout().name()).put("color", spec.color().name());
    input.put("fit", spec.fit().name()).put("pad", spec.pad());
    input.set("mean", channels(spec.mean()));
    input.set("std", channels(spec.std()));
    input.put("scale", number(spec.scale())).put("maxBatch", manifest.maxBatch());
    ObjectNode constants = input.putObject("constants");
    manifest.constants().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            constant -> {
              ArrayNode values = constants.putArray(constant.getKey());
              constant.getValue().forEach(value -> values.add(number(value)));
            });
    return input;
  }

  private static ObjectNode suppression(SuppressionSpec spec) {
    ObjectNode tree = MAPPER.createObjectNode().put("kind", spec.kind().name());
    tree.put("acrossClasses", spec.acrossClasses()).put("sigma", number(spec.sigma()));
    tree.put("topK", spec.topK());
    ObjectNode scores = tree.putObject("minScores");
    spec.minScores().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(score -> scores.put(score.getKey(), number(score.getValue())));
    return tree;
  }

  private static ArrayNode channels(PerChannel values) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add(number(values.first()))
        .add(number(values.second()))
        .add(number(values.third()));
  }

  /** The shortest decimal that reads back as {@code value}, never with an exponent. */
  private static BigDecimal number(float value) {
    return new BigDecimal(Float.toString(value));
  }
}
