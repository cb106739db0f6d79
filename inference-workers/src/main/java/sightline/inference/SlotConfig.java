package sightline.inference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One entry of {@code inference.slots}.
 *
 * @param name of what is being looked for; every result carries it
 * @param model path of the ONNX file
 * @param minScore detections below this are dropped, 0 to 1; -1: as the model's manifest says
 * @param cameras ids of the cameras it looks at; empty: all
 * @param reduction of its pictures when they are decoded: {@code full}, {@code half}, {@code
 *     quarter}
 */
public record SlotConfig(
    String name, String model, float minScore, List<String> cameras, String reduction) {

  private static final List<String> REDUCTIONS = List.of("full", "half", "quarter");

  public SlotConfig {
    cameras = List.copyOf(cameras);
  }

  /** Reads an entry; only name and model must be there. */
  @JsonCreator
  static SlotConfig of(
      @JsonProperty("name") String name,
      @JsonProperty("model") String model,
      @JsonProperty("minScore") Float minScore,
      @JsonProperty("cameras") List<String> cameras,
      @JsonProperty("reduction") String reduction) {
    require(name != null && !name.isBlank(), "slots.name", name, "a name");
    require(
        model != null && !model.isBlank(), "slots.model", model, "the path of a file, of " + name);
    var slot =
        new SlotConfig(
            name,
            model,
            minScore == null ? -1 : minScore,
            cameras == null ? List.of() : cameras,
            reduction == null ? REDUCTIONS.get(0) : reduction);
    requireMinScore("slots.minScore", slot.minScore);
    requireReduction("slots.reduction", slot.reduction);
    return slot;
  }

  static void requireMinScore(String key, float minScore) {
    boolean fits = minScore == -1 || (minScore >= 0 && minScore <= 1);
    require(fits, key, minScore, "0 to 1, or -1");
  }

  static void requireReduction(String key, String reduction) {
    require(REDUCTIONS.contains(reduction), key, reduction, String.join(", ", REDUCTIONS));
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "inference.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
