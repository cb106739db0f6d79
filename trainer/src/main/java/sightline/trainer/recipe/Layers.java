package sightline.trainer.recipe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Lays what somebody wrote over what was there before, key by key. Keys must be known, except in
 * the free tables of families and losses; a key without a value keeps what was there.
 */
final class Layers {

  /** Tables whose keys are the business of a family. */
  private static final Set<String> FREE =
      Set.of("net.parameters", "loss.parameters", "loss.weights");

  /** Three numbers that may also be written as one. */
  private static final Set<String> PER_CHANNEL = Set.of("input.mean", "input.std");

  private static final List<String> CHANNELS = List.of("first", "second", "third");
  private static final int DEEPEST = 8;

  private Layers() {}

  static void lay(JsonNode said, ObjectNode under) {
    lay(said, under, "");
  }

  /** {@code a.b.c} and a value as nested keys. */
  static JsonNode nest(String key, JsonNode value) {
    String[] steps = key.split("\\.", DEEPEST);
    JsonNode nested = value;
    for (int i = steps.length - 1; i >= 0; i--) {
      nested = JsonNodeFactory.instance.objectNode().set(steps[i], nested);
    }
    return nested;
  }

  /** What stands at {@code path}, as a sentence quotes it. */
  static Object at(JsonNode root, List<JsonMappingException.Reference> path) {
    JsonNode node = root;
    for (JsonMappingException.Reference step : path) {
      node =
          step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
    }
    return quoted(node);
  }

  private static void lay(JsonNode said, ObjectNode under, String path) {
    if (said.isNull() || said.isMissingNode()) {
      return;
    }
    if (!(said instanceof ObjectNode keys)) {
      throw refused(path, said, "keys and values");
    }
    for (Map.Entry<String, JsonNode> entry : keys.properties()) {
      String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      requireKnown(entry.getKey(), under, path);
      if (!entry.getValue().isNull()) {
        layOne(entry, under, key, path);
      }
    }
  }

  private static void layOne(
      Map.Entry<String, JsonNode> entry, ObjectNode under, String key, String path) {
    JsonNode value = entry.getValue();
    JsonNode before = under.path(entry.getKey());
    if (FREE.contains(path)) {
      under.set(entry.getKey(), path.equals("loss.weights") ? value : scalar(key, value));
    } else if (PER_CHANNEL.contains(key) && !value.isObject()) {
      under.set(entry.getKey(), channels(key, value));
    } else if (before instanceof ObjectNode table) {
      lay(value, table, key);
    } else {
      requireLike(before, value, key);
      under.set(entry.getKey(), value);
    }
  }

  private static void requireKnown(String name, ObjectNode under, String path) {
    if (FREE.contains(path) || under.has(name)) {
      return;
    }
    var known = new ArrayList<String>();
    under.fieldNames().forEachRemaining(known::add);
    String place = path.isEmpty() ? "" : path + ".";
    throw new IllegalArgumentException(
        "recipe.%s%s is not a key, expected one of %s"
            .formatted(place, OneLine.of(name), String.join(", ", known)));
  }

  private static void requireLike(JsonNode before, JsonNode value, String key) {
    if (before.isArray() && !value.isArray()) {
      throw refused(key, value, "a list such as [a, b]");
    }
    if (!before.isArray() && value.isContainerNode()) {
      throw refused(key, value, before.isNumber() ? "a number" : "a single value");
    }
    if (before.isNumber() && !value.isNumber()) {
      throw refused(key, value, "a number");
    }
  }

  /** A list of scalars becomes one text with commas. */
  private static JsonNode scalar(String key, JsonNode value) {
    if (value.isValueNode()) {
      return TextNode.valueOf(value.asText());
    }
    if (value instanceof ArrayNode list
        && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isValueNode)) {
      return TextNode.valueOf(
          StreamSupport.stream(list.spliterator(), false)
              .map(JsonNode::asText)
              .collect(joining(",")));
    }
    throw refused(key, value, "a number, a word or a list of them");
  }

  private static JsonNode channels(String key, JsonNode value) {
    boolean list = value.isArray() && value.size() == CHANNELS.size();
    if (!list && !value.isNumber()) {
      throw refused(key, value, "one number, three in a list, or keys first, second, third");
    }
    ObjectNode channels = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < CHANNELS.size(); i++) {
      JsonNode one = list ? value.get(i) : value;
      if (!one.isNumber()) {
        throw refused(key + "." + CHANNELS.get(i), one, "a number");
      }
      channels.set(CHANNELS.get(i), one);
    }
    return channels;
  }

  private static IllegalArgumentException refused(String path, JsonNode found, String expected) {
    String place = path.isEmpty() ? "the recipe" : "recipe." + OneLine.of(path);
    return new IllegalArgumentException(
        "%s is %s, expected %s".formatted(place, OneLine.of(quoted(found)), expected));
  }

  private static Object quoted(JsonNode node) {
    if (node instanceof MissingNode) {
      return "missing";
    }
    return node.isTextual() ? node.asText() : node;
  }
}
