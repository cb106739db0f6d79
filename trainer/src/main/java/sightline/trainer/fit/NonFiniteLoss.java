package sightline.trainer.fit;

import java.util.List;
import java.util.Map;

/** A loss became infinite or no number; there is nothing to be learned from it. */
public final class NonFiniteLoss extends RuntimeException {
  private static final long serialVersionUID = 1;

  NonFiniteLoss(long step, Map<String, Double> parts, List<String> pictures) {
    super(
        "the loss of step %d is not finite: %s; its pictures are %s"
            .formatted(step, parts, String.join(", ", pictures)));
  }
}
