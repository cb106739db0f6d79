package sightline.ingest.camera;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before another attempt: doubles from the shortest to the longest, with jitter so that
 * cameras lost together do not come back together.
 *
 * <p>Threading: one thread at a time.
 */
final class BackOff {

  private static final int MAX_DOUBLINGS = 30;

  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;

  BackOff(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
  }

  /**
   * The pause after {@code failures} in a row, 1 or more: between half of it and all of it, and
   * never above the longest.
   */
  Duration pause(int failures) {
    double doubled = min.toNanos() * Math.pow(2, Math.min(MAX_DOUBLINGS, failures - 1));
    return jittered(Duration.ofNanos((long) Math.min(doubled, (double) max.toNanos())));
  }

  /** The longest pause, jittered. */
  Duration longest() {
    return jittered(max);
  }

  private Duration jittered(Duration pause) {
    return Duration.ofNanos(Math.round(pause.toNanos() * random.nextDouble(0.5, 1)));
  }
}
