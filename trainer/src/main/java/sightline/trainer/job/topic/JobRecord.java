package sightline.trainer.job.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A record of topic {@code training-jobs}. */
public sealed interface JobRecord {

  /** Who wants it, as they call themselves. */
  String by();

  /**
   * A new job.
   *
   * @param recipe YAML
   * @param data folder of the dataset; empty for what the recipe says
   * @param overrides such as {@code schedule.epochs=3}
   */
  record Submit(String recipe, String data, List<String> overrides, String by)
      implements JobRecord {

    public Submit {
      overrides = List.copyOf(overrides);
    }
  }

  /** A job is to end. */
  record Stop(long job, String by) implements JobRecord {}

  /** Most overrides of a submission. */
  int MAX_OVERRIDES = 200;

  /**
   * Reads a record's value.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static JobRecord read(byte[] value) {
    JsonNode json = parse(value);
    String by = json.path("by").asText("");
    String action = json.path("action").asText("");
    return switch (action) {
      case "submit" ->
          new Submit(
              json.path("recipe").asText(""),
              json.path("data").asText(""),
              overrides(json.path("overrides")),
              by);
      case "stop" -> new Stop(json.path("job").asLong(), by);
      default ->
          throw new IllegalArgumentException(
              "action of an order is '%s', expected submit or stop"
                  .formatted(action.length() > 40 ? action.substring(0, 40) : action));
    };
  }

  /** The record's value. */
  static byte[] write(JobRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (record instanceof Submit submit) {
      json.put("action", "submit").put("recipe", submit.recipe()).put("data", submit.data());
      ObjectNode overrides = json.putObject("overrides");
      submit.overrides().forEach(override -> put(overrides, override));
    } else if (record instanceof Stop stop) {
      json.put("action", "stop").put("job", stop.job());
    }
    return json.put("by", record.by()).toString().getBytes(UTF_8);
  }

  private static void put(ObjectNode overrides, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "override '%s' is none, expected KEY=VALUE such as schedule.epochs=3"
              .formatted(override));
    }
    overrides.put(override.substring(0, equals), override.substring(equals + 1));
  }

  private static JsonNode parse(byte[] value) {
    try {
      JsonNode json = value == null ? null : new ObjectMapper().readTree(value);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("an order of a job is no JSON", e);
    }
    throw new IllegalArgumentException("an order of a job is no JSON object");
  }

  private static List<String> overrides(JsonNode json) {
    var overrides = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (overrides.size() == MAX_OVERRIDES) {
        throw new IllegalArgumentException(
            "an order has more than %d overrides".formatted(MAX_OVERRIDES));
      }
      JsonNode value = entry.getValue();
      overrides.add(entry.getKey() + "=" + (value.isTextual() ? value.asText() : value));
    }
    return overrides;
  }
}
