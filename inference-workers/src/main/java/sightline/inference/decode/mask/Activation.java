package sightline.inference.decode.mask;

import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.DecoderSpec;

/** Whether scores are probabilities already. */
enum Activation {
  /** To be told from the numbers of each picture. */
  AUTO,
  /** They are logits. */
  LOGITS,
  /** They are. */
  PROBABILITIES;

  private static final int LOOKED_AT = 1024;
  private static final float ROUNDING = .01f;

  static Activation of(DecoderSpec spec) {
    return switch (spec.choice("scores", "auto", "logits", "probabilities")) {
      case "logits" -> LOGITS;
      case "probabilities" -> PROBABILITIES;
      default -> AUTO;
    };
  }

  /**
   * Whether {@code map} holds logits.
   *
   * @param exclusive whether the probabilities of one cell add up to 1
   */
  boolean isLogits(ScoreMap map, boolean exclusive) {
    if (this != AUTO) {
      return this == LOGITS;
    }
    int step = Math.max(1, map.cells() / LOOKED_AT);
    for (int cell = 0; cell < map.cells(); cell += step) {
      float sum = 0;
      for (int channel = 0; channel < map.channels(); channel++) {
        float score = map.score(channel, cell);
        if (score < -ROUNDING || score > 1 + ROUNDING) {
          return true;
        }
        sum += score;
      }
      if (exclusive && Math.abs(sum - 1) > ROUNDING) {
        return true;
      }
    }
    return false;
  }
}
