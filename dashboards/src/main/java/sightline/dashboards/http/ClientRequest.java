package sightline.dashboards.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sightline.events.FrameId;

/** What a client may say over the websocket, each a small JSON object with one key. */
sealed interface ClientRequest {

  /**
   * Send me the latest frames.
   *
   * @param all every camera, also those to come
   * @param cameras otherwise these
   * @param maxFramesPerSecond of each camera; 0 for no limit
   */
  record Latest(boolean all, Set<String> cameras, double maxFramesPerSecond)
      implements ClientRequest {
    boolean covers(String camera) {
      return all || cameras.contains(camera);
    }
  }

  /**
   * Send me every event of a topic.
   *
   * @param topic its name
   * @param from offset to begin at, by partition; a partition that is absent begins at its end
   */
  record Every(String topic, Map<Integer, Long> from) implements ClientRequest {}

  /**
   * I have the oldest messages on their way.
   *
   * @param count how many
   * @param glassSeconds time from capture until the picture was drawn; NaN when it was not measured
   */
  record Acknowledge(int count, double glassSeconds) implements ClientRequest {}

  /** What time is it? The answer repeats {@code token}. */
  record AskClock(double token) implements ClientRequest {}

  ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a text message.
   *
   * @throws IllegalArgumentException with one sentence when it is none of the above
   */
  static ClientRequest read(String text, int maxCameras) {
    JsonNode json = parse(text);
    if (json.has("ack")) {
      JsonNode glass = json.path("glassMillis");
      double seconds = glass.isNumber() ? glass.asDouble() / 1_000 : Double.NaN;
      return new Acknowledge(Math.max(1, json.get("ack").asInt(1)), seconds);
    }
    if (json.path("clock").isNumber()) {
      return new AskClock(json.get("clock").asDouble());
    }
    if (json.path("subscribe").isObject()) {
      return subscribe(json.get("subscribe"), maxCameras);
    }
    throw new IllegalArgumentException("expected one of the keys subscribe, ack, clock");
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the message is not JSON", e);
    }
  }

  private static ClientRequest subscribe(JsonNode json, int maxCameras) {
    String mode = json.path("mode").asText("latest");
    return switch (mode) {
      case "latest" -> latest(json, maxCameras);
      case "every" -> every(json);
      default -> throw new IllegalArgumentException("subscribe.mode is neither latest nor every");
    };
  }

  private static Latest latest(JsonNode json, int maxCameras) {
    double most = json.path("maxFramesPerSecond").asDouble(0);
    if (!(most >= 0 && most <= 1_000)) {
      throw new IllegalArgumentException("subscribe.maxFramesPerSecond is not 0 to 1000");
    }
    JsonNode cameras = json.path("cameras");
    if (cameras.isMissingNode() || cameras.asText().equals("all")) {
      return new Latest(true, Set.of(), most);
    }
    if (!cameras.isArray() || cameras.size() > maxCameras) {
      throw new IllegalArgumentException(
          "subscribe.cameras is neither \"all\" nor a list of at most " + maxCameras);
    }
    var named = new TreeSet<String>();
    cameras.forEach(camera -> named.add(FrameId.requireCamera(camera.asText())));
    return new Latest(false, named, most);
  }

  private static Every every(JsonNode json) {
    var from = new TreeMap<Integer, Long>();
    JsonNode offsets = json.path("from");
    if (offsets.isObject()) {
      offsets
          .properties()
          .forEach(entry -> from.put(partition(entry.getKey()), offset(entry.getValue())));
    } else if (!offsets.asText("latest").equals("latest")) {
      throw new IllegalArgumentException(
          "subscribe.from is neither \"latest\" nor offsets by partition");
    }
    return new Every(json.path("topic").asText("detections"), from);
  }

  private static int partition(String key) {
    try {
      return Integer.parseInt(key);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("subscribe.from has a key that is no partition", e);
    }
  }

  private static long offset(JsonNode value) {
    if (!value.isIntegralNumber() || value.asLong() < 0) {
      throw new IllegalArgumentException("subscribe.from has a value that is no offset");
    }
    return value.asLong();
  }
}
