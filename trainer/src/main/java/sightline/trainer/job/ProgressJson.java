package sightline.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.trainer.job.Progress.Best;
import sightline.trainer.job.Progress.Model;
import sightline.trainer.job.Progress.Pace;
import sightline.trainer.job.Progress.Place;

/**
 * The JSON form of {@link Progress}: one line, without what is not known. Texts and tables of
 * others are cut to a bounded size.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ProgressJson {

  /** Longest text that is read, characters. */
  static final int MAX_TEXT = 2_000;

  /** Most entries of a table or list that are read. */
  static final int MAX_ENTRIES = 64;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ProgressJson() {}

  /** {@code progress} as one line without its end. */
  public static String write(Progress progress) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    number(json, "job", progress.job());
    text(json, "recipe", progress.recipe());
    text(json, "task", progress.task());
    json.put("state", progress.state().name());
    time(json, "at", progress.at());
    time(json, "startedAt", progress.startedAt());
    number(json, "epoch", progress.place().epoch());
    number(json, "epochs", progress.place().epochs());
    number(json, "step", progress.place().step());
    number(json, "steps", progress.place().steps());
    table(json, "loss", progress.loss());
    number(json, "learningRate", progress.pace().learningRate());
    number(json, "imagesPerSecond", progress.pace().imagesPerSecond());
    number(json, "secondsLeft", progress.pace().secondsLeft());
    table(json, "metrics", progress.metrics());
    if (progress.best().epoch() > 0) {
      table(json, "best", progress.best().metrics());
      json.withObjectProperty("best").put("epoch", progress.best().epoch());
    }
    if (!progress.gate().isEmpty()) {
      progress.gate().forEach(json.putArray("gate")::add);
    }
    text(json, "detail", progress.detail());
    if (!progress.model().name().isEmpty()) {
      ObjectNode model = json.putObject("model").put("name", progress.model().name());
      number(model, "version", progress.model().version());
      text(model, "digest", progress.model().digest());
    }
    return json.toString();
  }

  /**
   * Reads what {@link #write} wrote; keys nobody knows are left out.
   *
   * @throws IllegalArgumentException with one sentence when it is no progress
   */
  public static Progress read(String line) {
    JsonNode json = parse(line);
    Progress known =
        Progress.of(state(json))
            .withPlace(
                new Place(
                    json.path("epoch").asInt(),
                    json.path("epochs").asInt(),
                    json.path("step").asLong(),
                    json.path("steps").asLong()))
            .withLoss(table(json.path("loss")))
            .withPace(pace(json))
            .withMetrics(table(json.path("metrics")))
            .withBest(best(json.path("best")))
            .withGate(sentences(json.path("gate")))
            .withDetail(text(json.path("detail")))
            .withModel(model(json.path("model")))
            .startedAt(time(json.path("startedAt")));
    return known.ofJob(
        json.path("job").asLong(),
        text(json.path("recipe")),
        text(json.path("task")),
        time(json.path("at")));
  }

  private static JsonNode parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a line of progress is no JSON", e);
    }
    throw new IllegalArgumentException("a line of progress is no JSON object");
  }

  private static JobState state(JsonNode json) {
    String name = json.path("state").asText();
    try {
      return JobState.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "state of a job is '%s', expected one of %s"
              .formatted(cut(name), List.of(JobState.values())),
          e);
    }
  }

  private static Pace pace(JsonNode json) {
    return new Pace(
        json.path("learningRate").asDouble(Double.NaN),
        json.path("imagesPerSecond").asDouble(Double.NaN),
        json.path("secondsLeft").asDouble(Double.NaN));
  }

  private static Best best(JsonNode json) {
    Map<String, Double> metrics = new TreeMap<>(table(json));
    metrics.remove("epoch");
    return new Best(metrics, json.path("epoch").asInt());
  }

  private static Model model(JsonNode json) {
    return new Model(
        text(json.path("name")), json.path("version").asInt(), text(json.path("digest")));
  }

  private static List<String> sentences(JsonNode list) {
    var sentences = new ArrayList<String>();
    for (JsonNode one : list) {
      if (sentences.size() < MAX_ENTRIES) {
        sentences.add(text(one));
      }
    }
    return sentences;
  }

  private static Map<String, Double> table(JsonNode json) {
    var table = new TreeMap<String, Double>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getValue().isNumber() && table.size() < MAX_ENTRIES) {
        table.put(cut(entry.getKey()), entry.getValue().asDouble());
      }
    }
    return table;
  }

  private static Instant time(JsonNode json) {
    try {
      return json.isTextual() ? Instant.parse(json.asText()) : Instant.EPOCH;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String text(JsonNode json) {
    return cut(json.asText(""));
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private static void number(ObjectNode json, String key, long value) {
    if (value != 0) {
      json.put(key, value);
    }
  }

  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    }
  }

  private static void text(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static void time(ObjectNode json, String key, Instant value) {
    if (!value.equals(Instant.EPOCH)) {
      json.put(key, value.toString());
    }
  }

  private static void table(ObjectNode json, String key, Map<String, Double> values) {
    if (!values.isEmpty()) {
      ObjectNode table = json.putObject(key);
      values.forEach((name, value) -> number(table, name, value));
    }
  }
}
