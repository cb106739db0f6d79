package sightline.registry.http.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import sightline.registry.shelf.ModelVersion;

/**
 * Two versions side by side, and where they differ: what they are fed, what they answer, how they
 * are read (thresholds and the like, from the manifest), how large, how fast, how good they are,
 * where they come from.
 *
 * <p>Threading: stateless, any thread.
 */
public final class Comparison {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int MAX_DIFFERENCES = 1_000;

  private Comparison() {}

  public static ObjectNode of(ModelVersion left, ModelVersion right) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("left", ModelJson.version(left));
    json.set("right", ModelJson.version(right));
    json.set("differences", differences(left, right));
    return json;
  }

  private static ArrayNode differences(ModelVersion left, ModelVersion right) {
    var lefts = facts(left);
    var rights = facts(right);
    var keys = new LinkedHashSet<>(lefts.keySet());
    keys.addAll(rights.keySet());
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (String key : keys) {
      JsonNode one = lefts.getOrDefault(key, JsonNodeFactory.instance.nullNode());
      JsonNode other = rights.getOrDefault(key, JsonNodeFactory.instance.nullNode());
      if (!one.equals(other) && found.size() < MAX_DIFFERENCES) {
        ObjectNode difference = found.addObject().put("key", key);
        difference.set("left", one);
        difference.set("right", other);
      }
    }
    return found;
  }

  private static Map<String, JsonNode> facts(ModelVersion version) {
    ObjectNode whole = ModelJson.version(version);
    var facts = new TreeMap<String, JsonNode>();
    for (String key :
        new String[] {
          "task",
          "family",
          "input",
          "labels",
          "sizeBytes",
          "residentBytes",
          "inferenceMillis",
          "metrics",
          "lineage"
        }) {
      flatten(key, whole.path(key), facts);
    }
    if (manifest(version) instanceof ObjectNode manifest) {
      manifest.remove(java.util.List.of("task", "family", "input", "labels", "metrics", "lineage"));
      flatten("manifest", manifest, facts);
    }
    return facts;
  }

  private static JsonNode manifest(ModelVersion version) {
    try {
      return YAML.readTree(version.manifest());
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(version.manifest());
    }
  }

  private static void flatten(String key, JsonNode value, Map<String, JsonNode> facts) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(each -> flatten(key + "." + each.getKey(), each.getValue(), facts));
    } else {
      facts.put(key, value);
    }
  }
}
