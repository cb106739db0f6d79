package sightline.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;

/**
 * What a job's process has to know beside its recipe; file {@code job.json} of its folder.
 *
 * @param job number, 0 for one that no service knows
 * @param data folder of the dataset; empty for what the recipe says
 * @param registry {@code http://host:port}, empty when nothing is to be published
 * @param checker command that looks at an exported file as the registry would
 * @param evaluator command that runs an exported file on pictures
 * @param submittedAt milliseconds since 1970 of the order in the log, 0 for none
 */
public record JobOrder(
    long job,
    String data,
    String registry,
    List<String> checker,
    List<String> evaluator,
    long submittedAt) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public JobOrder {
    data = Objects.requireNonNullElse(data, "");
    registry = Objects.requireNonNullElse(registry, "");
    checker = checker == null ? List.of() : List.copyOf(checker);
    evaluator = evaluator == null ? List.of() : List.copyOf(evaluator);
  }

  /**
   * Reads {@code job.json}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static JobOrder read(String json) {
    try {
      return JSON.readValue(json, JobOrder.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("job.json is no order of a job", e);
    }
  }

  /** The same with the dataset in {@code folder}. */
  public JobOrder withData(String folder) {
    return new JobOrder(job, folder, registry, checker, evaluator, submittedAt);
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an order can always be written", e);
    }
  }
}
