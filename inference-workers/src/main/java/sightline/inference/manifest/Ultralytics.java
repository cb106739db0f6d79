package sightline.inference.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metadata that Ultralytics writes into its exports: {@code names}, {@code imgsz}, {@code
 * stride}, {@code task}, in Python's notation, which happens to be YAML.
 */
record Ultralytics(Map<String, String> metadata) {

  /** The family whose nets carry such metadata. */
  static final String FAMILY = "yolov8";

  private static final List<String> KEYS = List.of("names", "stride", "task");
  private static final int GRAY = 114;

  boolean isPresent() {
    return metadata.keySet().containsAll(KEYS);
  }

  /** The class names of {@code {0: 'person', 1: 'car'}}; none if it is not that. */
  List<String> names() {
    JsonNode tree = value("names");
    var names = new ArrayList<String>();
    while (tree.isObject() && tree.hasNonNull(Integer.toString(names.size()))) {
      names.add(tree.get(Integer.toString(names.size())).asText());
    }
    return names;
  }

  /** What the metadata says, and how such nets are fed: RGB, 0 to 1, letterbox in the middle. */
  ObjectNode manifest() {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", metadata.get("task"));
    ObjectNode input = manifest.putObject("input");
    JsonNode size = value("imgsz"); // height, width; or one number for both
    if (!size.isMissingNode()) {
      input.put("width", size.path(1).asInt(size.asInt()));
      input.put("height", size.path(0).asInt(size.asInt()));
    }
    input.put("layout", "NCHW").put("color", "RGB").put("fit", "LETTERBOX_CENTER");
    input.put("pad", GRAY).put("scale", 1 / 255f);
    input.putArray("mean").add(0).add(0).add(0);
    input.putArray("std").add(1).add(1).add(1);
    manifest.putObject("decoder").put("family", FAMILY).put("stride", metadata.get("stride"));
    names().forEach(manifest.putArray("labels")::add);
    return manifest;
  }

  private JsonNode value(String key) {
    try {
      return new YAMLMapper().readTree(metadata.getOrDefault(key, ""));
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** For people: {@code task detect, 80 labels, imgsz [640, 640], stride 32}. */
  @Override
  public String toString() {
    return "task %s, %d labels, imgsz %s, stride %s"
        .formatted(
            metadata.get("task"),
            names().size(),
            metadata.getOrDefault("imgsz", "not said"),
            metadata.get("stride"));
  }
}
