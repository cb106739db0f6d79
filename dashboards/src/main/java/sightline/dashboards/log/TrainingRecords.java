package sightline.dashboards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.training.JobProgress;
import sightline.dashboards.training.TrainingInput;
import sightline.dashboards.training.TrainingInput.Sample;
import sightline.dashboards.training.TrainingInput.Submission;
import sightline.events.Picture;
import sightline.events.Topics;
import sightline.events.codec.MalformedRecord;

/**
 * Turns records of {@code training-jobs} and {@code training-progress} into what is told of jobs. A
 * record that nobody can read is counted and passed over; the first of each topic is logged.
 *
 * <p>Threading: any thread.
 */
final class TrainingRecords {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRecords.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_NAME_CHARS = 200;

  private final TrainingInput input;
  private final Complaints complaints;

  TrainingRecords(TrainingInput input, DashboardsMetrics metrics) {
    this.input = input;
    this.complaints = new Complaints(metrics);
  }

  void accept(ConsumerRecord<byte[], byte[]> entry) {
    try {
      if (entry.value() == null) {
        throw new MalformedRecord("the value is missing");
      }
      if (entry.topic().equals(Topics.TRAINING_JOBS.name())) {
        wish(entry);
      } else {
        told(entry);
      }
    } catch (MalformedRecord e) {
      complaints.about(entry, e);
    }
  }

  private void wish(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    JsonNode json = parse(entry.value());
    String by = named(json.path("by"));
    switch (json.path("action").asText()) {
      case "submit" ->
          input.submitted(
              entry.offset() + 1,
              new Submission(json.path("recipe").asText(), named(json.path("data")), by),
              Instant.ofEpochMilli(entry.timestamp()));
      case "stop" -> input.stopAsked(json.path("job").asLong(), by);
      default -> throw new MalformedRecord("action is " + json.path("action"));
    }
  }

  private void told(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    String type = text(entry, "ce_type");
    switch (type) {
      case "sightline.training.progress.v1" -> input.progress(JobProgress.read(entry.value()));
      case "sightline.training.log.v1" -> input.logLine(job(entry), utf8(entry.value()));
      case "sightline.training.recipe.v1" -> input.recipe(job(entry), utf8(entry.value()));
      case "sightline.training.sample.v1" -> input.sample(job(entry), sample(entry));
      case "" -> throw new MalformedRecord("header ce_type is missing");
      default -> LOG.debug("records of type {} say nothing to the page", type);
    }
  }

  private static Sample sample(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    return new Sample(
        number(text(entry, "sample"), "header sample"),
        number(text(entry, "epoch"), "header epoch"),
        cut(text(entry, "name")),
        Picture.ofJpeg(entry.value()));
  }

  private static long job(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    int job = entry.key() == null ? 0 : number(utf8(entry.key()), "the key");
    if (job < 1) {
      throw new MalformedRecord("the key is no number of a job");
    }
    return job;
  }

  private static int number(String text, String where) throws MalformedRecord {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new MalformedRecord(where + " is no number", e);
    }
  }

  private static JsonNode parse(byte[] value) throws MalformedRecord {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new MalformedRecord("the wish is not JSON", e);
    }
  }

  /** A header's text; empty when it is absent. */
  private static String text(ConsumerRecord<byte[], byte[]> entry, String name) {
    Header header = entry.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : utf8(header.value());
  }

  private static String named(JsonNode value) {
    return cut(value.asText());
  }

  private static String cut(String text) {
    return text.length() <= MAX_NAME_CHARS ? text : text.substring(0, MAX_NAME_CHARS - 1) + "…";
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
