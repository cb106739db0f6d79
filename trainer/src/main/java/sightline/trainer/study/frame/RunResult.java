package sightline.trainer.study.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a run; file {@code result.json} of its folder.
 *
 * @param figures by name: metrics, {@link #PARAMETERS}, {@link #SECONDS} and so on
 * @param pictures files in the run's folder, in the order in which they are shown
 */
public record RunResult(
    String name, String kind, long seed, Map<String, Double> figures, List<Picture> pictures) {

  /** Learned numbers of the net. */
  public static final String PARAMETERS = "parameters";

  /** Wall clock of the training with its measurements. */
  public static final String SECONDS = "seconds";

  public static final String STEPS = "steps";
  public static final String STEPS_PER_SECOND = "stepsPerSecond";

  /** One picture through the exported file, ms; known once somebody has timed it. */
  public static final String MILLISECONDS = "milliseconds";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * @param file name in the run's folder
   */
  public record Picture(String file, String caption) {}

  public RunResult {
    figures = new LinkedHashMap<>(figures);
    pictures = List.copyOf(pictures);
  }

  /** One figure more. */
  public RunResult with(String figure, double value) {
    var more = new LinkedHashMap<>(figures);
    more.put(figure, value);
    return new RunResult(name, kind, seed, more, pictures);
  }

  public OptionalDouble figure(String figure) {
    Double value = figures.get(figure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Reads {@code result.json}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static RunResult read(String json) {
    try {
      return JSON.readValue(json, RunResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("result.json is no result of a run", e);
    }
  }

  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result can always be written", e);
    }
  }
}
