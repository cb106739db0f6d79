package sightline.inference.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metadata that Ultralytics writes into its exports: {@code names}, {@code imgsz}, {@code
 * stride}, {@code task}, {@code end2end}, in Python's notation, which happens to be YAML.
 *
 * @param metadata of the file, by key
 */
public record UltralyticsMetadata(Map<String, String> metadata) {

  private static final List<String> KEYS = List.of("names", "stride", "task");
  private static final int UNKNOWN = -1;

  public UltralyticsMetadata {
    metadata = Map.copyOf(metadata);
  }

  /** Whether the file is an export of Ultralytics that says what it is for. */
  public boolean isPresent() {
    return metadata.keySet().containsAll(KEYS);
  }

  /** Whether it is one for {@code task}, in Ultralytics' words: detect, segment, classify… */
  public boolean isFor(String task) {
    return isPresent() && task().equals(task);
  }

  /** What the net is for, in Ultralytics' words; empty when it is not said. */
  public String task() {
    return metadata.getOrDefault("task", "");
  }

  /** Whether the net's answer is final, or suppression was exported with it. */
  public boolean endToEnd() {
    return value("end2end").asText().equalsIgnoreCase("true")
        || value("args").path("nms").asText().equalsIgnoreCase("true");
  }

  /** The class names of {@code {0: 'person', 1: 'car'}} or of a list; none if it is neither. */
  public List<String> names() {
    JsonNode tree = value("names");
    var names = new ArrayList<String>();
    if (tree.isArray()) {
      tree.forEach(name -> names.add(name.asText()));
    }
    while (tree.isObject() && tree.hasNonNull(Integer.toString(names.size()))) {
      names.add(tree.get(Integer.toString(names.size())).asText());
    }
    return names;
  }

  /** Width of the input, px; -1 when it is not said. */
  public int width() {
    JsonNode size = value("imgsz"); // height, width; or one number for both
    return size.path(1).asInt(size.asInt(UNKNOWN));
  }

  /** Height of the input, px; -1 when it is not said. */
  public int height() {
    JsonNode size = value("imgsz");
    return size.path(0).asInt(size.asInt(UNKNOWN));
  }

  private JsonNode value(String key) {
    try {
      return new YAMLMapper().readTree(metadata.getOrDefault(key, ""));
    } catch (JsonProcessingException e) {
      return new YAMLMapper().missingNode();
    }
  }

  /** For people: {@code task detect, 80 labels, imgsz [640, 640], stride 32}. */
  @Override
  public String toString() {
    return "task %s, %d labels, imgsz %s, stride %s"
        .formatted(
            task(),
            names().size(),
            metadata.getOrDefault("imgsz", "not said"),
            metadata.getOrDefault("stride", "not said"));
  }
}
