package sightline.trainer.job.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import sightline.events.Topic;

/** The topics of training, and the types of what stands in them (header {@code ce_type}). */
public final class TrainingTopics {

  /** Orders, JSON; the number of a job is the offset of its submission + 1. */
  public static final Topic JOBS =
      new Topic("training-jobs", 1, Duration.ofDays(30), 256L << 20, 1 << 20, false);

  /** How far jobs are; the key is the job's number as text. */
  public static final Topic PROGRESS =
      new Topic("training-progress", 1, Duration.ofDays(7), 256L << 20, 1 << 20, false);

  /** The value is the JSON of a {@code Progress}. */
  public static final String PROGRESS_TYPE = "sightline.training.progress.v1";

  /** The value is one line, UTF-8. */
  public static final String LOG_TYPE = "sightline.training.log.v1";

  /** The value is the job's whole recipe, YAML; once a job. */
  public static final String RECIPE_TYPE = "sightline.training.recipe.v1";

  /** The value is a JPEG; headers {@code sample}, {@code epoch}, {@code name}. */
  public static final String SAMPLE_TYPE = "sightline.training.sample.v1";

  private static final String TYPE = "ce_type";

  private TrainingTopics() {}

  public static List<Topic> all() {
    return List.of(JOBS, PROGRESS);
  }

  /** The record's {@code ce_type}; empty text when it has none. */
  public static String type(Headers headers) {
    Header type = headers.lastHeader(TYPE);
    return type == null || type.value() == null ? "" : new String(type.value(), UTF_8);
  }

  static Headers headers(String type) {
    Headers headers = new RecordHeaders();
    headers.add(TYPE, type.getBytes(UTF_8));
    return headers;
  }
}
