package sightline.inference.check.look;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;
import sightline.inference.check.tensors.NamedTensor;
import sightline.inference.check.tensors.TensorFile;
import sightline.inference.model.ModelManifest;

/**
 * What a golden frame is declared to show:
 *
 * <pre>
 *   {"detections": [{"box": [l, t, r, b], "label", "score", "mask": {"width", "height", "counts"}}],
 *    "anomaly": {"score", "abnormal"},
 *    "limits": {"OUTPUT": 0.001}}
 * </pre>
 *
 * Detections may be absent where there are tensors, or an anomaly; masks always.
 *
 * @param detections none when nobody declared them
 * @param anomaly none when nobody declared it
 * @param tensors {@code input} and {@code output.NAME} as they were where the model was trained;
 *     empty when nobody gave them
 * @param limits by output, how far it may be from its expected tensor, where it is not the usual
 */
record GoldenResults(
    Optional<List<Detection>> detections,
    Optional<Abnormality> anomaly,
    Map<String, NamedTensor> tensors,
    Map<String, Double> limits) {

  private static final int MAX_MASK_SIDE = 8192;

  /** Reads {@code golden/NAME.json} and {@code NAME.safetensors} of {@code golden/NAME.jpg}. */
  static GoldenResults of(Path picture, List<String> labels, Limits limits)
      throws IOException, BadUpload {
    Path file = beside(picture, ".json");
    String name = PlainName.shown(file.getFileName().toString());
    if (!Files.isRegularFile(file) || Files.size(file) > limits.maxManifestBytes()) {
      throw new BadUpload(
          "Expected golden/%s with results of at most %d bytes (maxManifestBytes), found none.",
          name, limits.maxManifestBytes());
    }
    Path tensors = beside(picture, ".safetensors");
    Map<String, NamedTensor> expected =
        Files.isRegularFile(tensors) ? TensorFile.read(tensors, limits) : Map.of();
    try {
      JsonNode tree = new ObjectMapper().readTree(file.toFile());
      Optional<Abnormality> anomaly = Abnormality.of(tree.path("anomaly"));
      boolean needed = expected.isEmpty() && anomaly.isEmpty();
      return new GoldenResults(
          detections(tree.path("detections"), labels, needed),
          anomaly,
          expected,
          differences(tree.path("limits")));
    } catch (JsonProcessingException e) {
      throw new BadUpload("golden/%s is no JSON: %s.", name, e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new BadUpload("golden/%s cannot be used: %s.", name, e.getMessage());
    }
  }

  private static Path beside(Path picture, String ending) {
    return picture.resolveSibling(picture.getFileName().toString().replaceAll("\\.jpg$", ending));
  }

  private static Optional<List<Detection>> detections(
      JsonNode list, List<String> labels, boolean needed) {
    if (list.isMissingNode() && !needed) {
      return Optional.empty();
    }
    if (!list.isArray() || list.size() > ModelManifest.MAX_DETECTIONS) {
      throw new IllegalArgumentException("expected a list \"detections\"");
    }
    var detections = new ArrayList<Detection>();
    list.forEach(one -> detections.add(detection(one, labels)));
    return Optional.of(detections);
  }

  private static Detection detection(JsonNode one, List<String> labels) {
    JsonNode box = one.path("box");
    int classId =
        one.has("label")
            ? labels.indexOf(one.path("label").asText())
            : one.path("classId").asInt(-1);
    if (box.size() != 4
        || classId < 0
        || classId >= labels.size()
        || !one.path("score").isNumber()) {
      throw new IllegalArgumentException(
          "expected \"box\" of four numbers, a \"label\" or \"classId\" of the model, and a \"score\", found "
              + PlainName.shown(one.toString()));
    }
    return new Detection(
        new Box(edge(box, 0), edge(box, 1), edge(box, 2), edge(box, 3)),
        classId,
        labels.get(classId),
        one.path("score").floatValue(),
        0,
        List.of(),
        mask(one.path("mask")));
  }

  private static float edge(JsonNode box, int index) {
    return box.get(index).floatValue();
  }

  private static Mask mask(JsonNode mask) {
    if (mask.isMissingNode()) {
      return Mask.NONE;
    }
    int width = mask.path("width").asInt();
    int height = mask.path("height").asInt();
    if (width < 1 || height < 1 || width > MAX_MASK_SIDE || height > MAX_MASK_SIDE) {
      throw new IllegalArgumentException(
          "expected a mask of 1 to %d px a side, found %d x %d"
              .formatted(MAX_MASK_SIDE, width, height));
    }
    return new Mask(width, height, mask.path("counts").asText());
  }

  private static Map<String, Double> differences(JsonNode limits) {
    Map<String, Double> differences = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : limits.properties()) {
      double most = each.getValue().asDouble();
      if (!(most > 0 && most <= 1)) {
        throw new IllegalArgumentException(
            "expected a limit above 0 and at most 1 for output '%s', found %s"
                .formatted(
                    PlainName.shown(each.getKey()), PlainName.shown(each.getValue().toString())));
      }
      differences.put(each.getKey(), most);
    }
    return differences;
  }
}
