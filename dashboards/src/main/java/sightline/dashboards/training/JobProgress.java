package sightline.dashboards.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import sightline.events.codec.MalformedRecord;

/**
 * One record of topic {@code training-progress}, with only what is known of such records, and not
 * too much of it.
 *
 * @param job number of the job
 * @param at when it was told
 * @param known the fields that the record has; absent is what the job does not know
 */
public record JobProgress(long job, JobState state, Instant at, ObjectNode known) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> TEXTS =
      List.of("recipe", "task", "state", "at", "startedAt", "detail");
  private static final List<String> NUMBERS =
      List.of("epoch", "epochs", "step", "steps", "learningRate", "imagesPerSecond", "secondsLeft");
  private static final List<String> NAMED_NUMBERS = List.of("loss", "metrics", "best");
  private static final int MAX_TEXT_CHARS = 1_000;
  private static final int MAX_NAME_CHARS = 60;
  private static final int MAX_ENTRIES = 64;

  /**
   * Reads a record's value.
   *
   * @throws MalformedRecord when it is no JSON, or job, state or time make no sense
   */
  public static JobProgress read(byte[] value) throws MalformedRecord {
    JsonNode json = parse(value);
    long job = json.path("job").asLong();
    if (job < 1) {
      throw new MalformedRecord("job is %s, expected a number from 1".formatted(json.path("job")));
    }
    try {
      JobState state = JobState.valueOf(json.path("state").asText());
      Instant at = Instant.parse(json.path("at").asText());
      return new JobProgress(job, state, at, clean(json));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedRecord("state or time of job " + job + " cannot be read", e);
    }
  }

  /** The step it is at; -1 when not told. */
  long step() {
    return known.path("step").asLong(-1);
  }

  private static JsonNode parse(byte[] value) throws MalformedRecord {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new MalformedRecord("the progress is not JSON", e);
    }
  }

  private static ObjectNode clean(JsonNode json) {
    ObjectNode clean = JSON.createObjectNode();
    for (String name : TEXTS) {
      if (json.path(name).isTextual()) {
        clean.put(name, cut(json.get(name).asText(), MAX_TEXT_CHARS));
      }
    }
    for (String name : NUMBERS) {
      if (isFinite(json.path(name))) {
        clean.set(name, json.get(name));
      }
    }
    for (String name : NAMED_NUMBERS) {
      if (json.path(name).isObject()) {
        clean.set(name, numbers(json.get(name)));
      }
    }
    if (json.path("gate").isArray()) {
      clean.set("gate", sentences(json.get("gate")));
    }
    if (json.path("model").isObject()) {
      JsonNode model = json.get("model");
      clean
          .putObject("model")
          .put("name", cut(model.path("name").asText(), MAX_NAME_CHARS))
          .put("version", model.path("version").asInt())
          .put("digest", cut(model.path("digest").asText(), MAX_TEXT_CHARS));
    }
    return clean;
  }

  private static ObjectNode numbers(JsonNode named) {
    ObjectNode clean = JSON.createObjectNode();
    named
        .properties()
        .forEach(
            entry -> {
              if (isFinite(entry.getValue()) && clean.size() < MAX_ENTRIES) {
                clean.set(cut(entry.getKey(), MAX_NAME_CHARS), entry.getValue());
              }
            });
    return clean;
  }

  private static ArrayNode sentences(JsonNode said) {
    ArrayNode clean = JSON.createArrayNode();
    for (JsonNode sentence : said) {
      if (clean.size() < MAX_ENTRIES) {
        clean.add(cut(sentence.asText(), MAX_TEXT_CHARS));
      }
    }
    return clean;
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble());
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
