package sightline.inference.check.look;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;
import sightline.inference.model.ModelManifest;

/**
 * What a golden frame is declared to show: {@code
 * {"detections":[{"box":[l,t,r,b],"label","score"}]}}.
 */
final class GoldenResults {

  private GoldenResults() {}

  /** Reads {@code golden/NAME.json} of the picture {@code golden/NAME.jpg}. */
  static List<Detection> of(Path picture, List<String> labels, Limits limits)
      throws IOException, BadUpload {
    String name = picture.getFileName().toString().replaceAll("\\.jpg$", ".json");
    Path file = picture.resolveSibling(name);
    if (!Files.isRegularFile(file) || Files.size(file) > limits.maxManifestBytes()) {
      throw new BadUpload(
          "Expected golden/%s with results of at most %d bytes (maxManifestBytes), found none.",
          PlainName.shown(name), limits.maxManifestBytes());
    }
    try {
      JsonNode list = new ObjectMapper().readTree(file.toFile()).path("detections");
      if (!list.isArray() || list.size() > ModelManifest.MAX_DETECTIONS) {
        throw new IllegalArgumentException("expected a list \"detections\"");
      }
      var detections = new ArrayList<Detection>();
      list.forEach(one -> detections.add(detection(one, labels)));
      return detections;
    } catch (JsonProcessingException e) {
      throw new BadUpload(
          "golden/%s is no JSON: %s.", PlainName.shown(name), e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new BadUpload("golden/%s cannot be used: %s.", PlainName.shown(name), e.getMessage());
    }
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
        one.path("score").floatValue());
  }

  private static float edge(JsonNode box, int index) {
    return box.get(index).floatValue();
  }
}
