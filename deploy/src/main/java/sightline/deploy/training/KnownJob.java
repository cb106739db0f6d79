package sightline.deploy.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.job.ProgressJson;

/**
 * What the log tells of one job.
 *
 * <p>Threading: one thread.
 */
final class KnownJob {

  /** Log lines that are remembered. */
  static final int MOST_LINES = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final long number;
  private final Deque<String> lines = new ArrayDeque<>();
  private String by = "";
  private Instant orderedAt = Instant.EPOCH;
  private String recipe = "";
  private Progress progress;
  private Map<String, Double> metrics = Map.of();

  KnownJob(long number) {
    this.number = number;
    this.progress = Progress.of(JobState.QUEUED).ofJob(number, "", "", Instant.EPOCH);
  }

  void ordered(String who, Instant at) {
    by = who;
    orderedAt = at;
  }

  void told(Progress news) {
    progress = news;
    if (!news.metrics().isEmpty()) {
      metrics = news.metrics();
    }
  }

  void wrote(String line) {
    lines.add(line);
    if (lines.size() > MOST_LINES) {
      lines.remove();
    }
  }

  void hasRecipe(String yaml) {
    recipe = yaml;
  }

  long number() {
    return number;
  }

  String by() {
    return by;
  }

  Instant orderedAt() {
    return orderedAt;
  }

  Progress progress() {
    return progress;
  }

  /** Of the last measurement. */
  Map<String, Double> metrics() {
    return metrics;
  }

  String recipe() {
    return recipe;
  }

  Iterable<String> lines() {
    return lines;
  }

  /** The last progress, with who ordered the job and when. */
  ObjectNode json() {
    try {
      var json = (ObjectNode) JSON.readTree(ProgressJson.write(progress));
      json.put("by", by).put("orderedAt", orderedAt.toString());
      if (!json.has("metrics") && !metrics.isEmpty()) {
        metrics.forEach(json.putObject("metrics")::put);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("progress is JSON", e);
    }
  }
}
