package sightline.registry.http.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.registry.shelf.Changes.Who;

/**
 * A JSON object that somebody sent, checked: unknown keys and values of another kind are refused by
 * name.
 *
 * <p>Threading: the server's event loop.
 */
public final class RequestBody {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MAX_WORDS = 2_000;
  private static final int MAX_CAMERAS = 1_000;

  private final ObjectNode given;
  private final String sender;

  private RequestBody(ObjectNode given, String sender) {
    this.given = given;
    this.sender = sender;
  }

  /** The body of a request that may have {@code known} keys, and {@code by} and {@code why}. */
  public static RequestBody of(RoutingContext ctx, String... known) {
    String text = ctx.body().asString();
    ObjectNode json =
        text == null || text.isBlank() ? JsonNodeFactory.instance.objectNode() : parse(text);
    var expected = new ArrayList<>(List.of(known));
    expected.addAll(List.of("by", "why"));
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!expected.contains(key)) {
                throw Problem.invalid(
                    "key %s is unknown, expected %s",
                    Names.shown(key), String.join(", ", expected));
              }
            });
    return new RequestBody(json, sender(ctx));
  }

  /** How somebody is called who does not say. */
  public static String sender(RoutingContext ctx) {
    return "someone at " + ctx.request().remoteAddress().hostAddress();
  }

  public Who who() {
    String by = text("by", "");
    return new Who(by.isBlank() ? sender : by, text("why", ""));
  }

  public String require(String key) {
    if (!given.has(key)) {
      throw Problem.invalid("%s is missing in the body", key);
    }
    return text(key, "");
  }

  public String text(String key, String otherwise) {
    JsonNode value = given.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isTextual() || value.asText().length() > MAX_WORDS) {
      throw Problem.invalid(
          "%s is %s, expected a text of at most %d letters", key, shown(value), MAX_WORDS);
    }
    return value.asText();
  }

  /** An object of texts or numbers, as texts. */
  public Map<String, String> texts(String key) {
    JsonNode value = given.path(key);
    if (!value.isObject()) {
      throw Problem.invalid(
          "%s is %s, expected an object of texts in braces",
          key, value.isMissingNode() ? "missing" : shown(value));
    }
    var texts = new TreeMap<String, String>();
    value
        .properties()
        .forEach(
            each -> {
              if (!each.getValue().isTextual() && !each.getValue().isNumber()) {
                throw Problem.invalid(
                    "%s is %s, expected a text",
                    Names.shown(each.getKey()), shown(each.getValue()));
              }
              texts.put(each.getKey(), each.getValue().asText());
            });
    return texts;
  }

  /** A number from {@code least} to {@code most}. */
  public double number(String key, double otherwise, double least, double most) {
    JsonNode value = given.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      throw Problem.invalid("%s is %s, expected %s to %s", key, shown(value), least, most);
    }
    return value.asDouble();
  }

  public boolean has(String key) {
    return given.has(key);
  }

  public boolean flag(String key) {
    JsonNode value = given.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Problem.invalid("%s is %s, expected true or false", key, shown(value));
    }
    return value.asBoolean(false);
  }

  /** Cameras, or all as {@code ["*"]}; empty when not given. */
  public List<String> cameras(String key) {
    JsonNode value = given.path(key);
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > MAX_CAMERAS) {
      throw Problem.invalid(
          "%s is %s, expected a list of at most %d cameras", key, shown(value), MAX_CAMERAS);
    }
    var cameras = new ArrayList<String>();
    value.forEach(
        camera -> {
          boolean all = value.size() == 1 && camera.asText().equals("*");
          cameras.add(all ? "*" : Names.require("camera", camera.asText()));
        });
    return cameras;
  }

  private static ObjectNode parse(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw Problem.invalid("the body is not JSON: %s", e.getOriginalMessage());
    }
    throw Problem.invalid("the body is JSON, but no object in braces");
  }

  private static String shown(JsonNode value) {
    return Names.shown(value.toString());
  }
}
