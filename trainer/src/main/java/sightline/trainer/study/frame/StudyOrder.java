package sightline.trainer.study.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be studied; file {@code study.json} of its folder.
 *
 * @param study name of one of {@code Studies}
 * @param data folder of the dataset; empty for a study that generates its pictures
 * @param seeds runs of each kind, with seeds 1, 2, …; where a study repeats runs
 * @param quick whether seconds have to do, for a look at whether everything works
 * @param overrides {@code key.path=value} laid over every recipe of the study
 * @param options of this study alone, by name
 */
public record StudyOrder(
    String study,
    String data,
    int seeds,
    boolean quick,
    List<String> overrides,
    Map<String, String> options) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SEEDS = 100;

  public StudyOrder {
    overrides = List.copyOf(overrides);
    options = Map.copyOf(new TreeMap<>(options));
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "seeds is %d, expected 1 to %d".formatted(seeds, MOST_SEEDS));
    }
  }

  /**
   * Reads {@code study.json}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static StudyOrder read(String json) {
    try {
      return JSON.readValue(json, StudyOrder.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("study.json is no order of a study", e);
    }
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an order can always be written", e);
    }
  }

  public String option(String name, String usual) {
    return options.getOrDefault(name, usual);
  }
}
