package sightline.deploy.accuracy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How right one slot was on one camera, of late.
 *
 * @param model {@code name/version} that all of it is about
 * @param kind {@code boxes}, {@code masks} or {@code anomalies}
 * @param frames that were compared
 * @param since when the oldest of them was captured
 * @param values by name, the one that stands for all first, each 0 to 1: {@code F1}, {@code
 *     precision} and {@code recall} of boxes that overlap by half; {@code mIoU}; {@code AUROC},
 *     once normal and odd frames were seen, and {@code agreement} of verdicts
 */
public record SlotAccuracy(
    String camera,
    String slot,
    String model,
    String kind,
    int frames,
    Instant since,
    Map<String, Double> values) {

  public SlotAccuracy {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
