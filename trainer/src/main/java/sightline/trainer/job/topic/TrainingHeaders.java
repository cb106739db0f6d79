package sightline.trainer.job.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The types of what stands in topic {@code training-progress} (header {@code ce_type}). */
public final class TrainingHeaders {

  /** The value is the JSON of a {@code Progress}. */
  public static final String PROGRESS_TYPE = "sightline.training.progress.v1";

  /** The value is one line, UTF-8. */
  public static final String LOG_TYPE = "sightline.training.log.v1";

  /** The value is the job's whole recipe, YAML; once a job. */
  public static final String RECIPE_TYPE = "sightline.training.recipe.v1";

  /** The value is a JPEG; headers {@code sample}, {@code epoch}, {@code name}. */
  public static final String SAMPLE_TYPE = "sightline.training.sample.v1";

  private static final String TYPE = "ce_type";

  private TrainingHeaders() {}

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
