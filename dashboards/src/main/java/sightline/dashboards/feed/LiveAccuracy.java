package sightline.dashboards.feed;

import java.time.Instant;

/**
 * How right the results of a slot are, measured against a truth that somebody knows, as that of a
 * generated scene.
 *
 * @param metric its name, for example {@code F1}
 * @param value of the metric, usually 0 to 1
 * @param frames it was measured on
 * @param since when the oldest of them was captured
 */
public record LiveAccuracy(
    String camera, String slot, String metric, double value, int frames, Instant since) {

  public LiveAccuracy {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s of %s on %s is %s, expected a finite number".formatted(metric, slot, camera, value));
    }
  }
}
