package sightline.events;

import java.time.Duration;

/**
 * What becomes of a camera's frames when the workers are behind; travels with every frame, so that
 * it can be decided before the picture is decoded.
 *
 * @param whenBehind which frames make way
 * @param deadline age beyond which nobody wants a result; zero for none
 * @param priority 1 the most important to {@value #MAX_PRIORITY}; a camera is served before all of
 *     a greater number
 * @param floorFramesPerSecond rate that it is granted whatever is more important; 0 for none
 */
public record QueuePolicy(
    WhenBehind whenBehind, Duration deadline, int priority, double floorFramesPerSecond) {
  public static final int MAX_PRIORITY = 9;
  public static final int USUAL_PRIORITY = 5;

  /** Every frame waits for its turn. */
  public static final QueuePolicy WAIT =
      new QueuePolicy(WhenBehind.WAIT, Duration.ZERO, USUAL_PRIORITY, 0);

  /** Which frames make way. */
  public enum WhenBehind {
    /** None: the source is held up. */
    WAIT,
    /** The oldest that waits. */
    DROP_OLDEST,
    /** The newest. */
    DROP_LATEST,
    /** So many, evenly, that the rest is served at once; of those that wait, the oldest. */
    ADAPTIVE_DROP_OLDEST,
    /** So many, evenly, that the rest is served at once; of those that wait, the newest. */
    ADAPTIVE_DROP_LATEST,
    /** Those older than the deadline, and none other. */
    DEADLINE
  }

  public QueuePolicy {
    boolean fits = whenBehind == WhenBehind.WAIT ? deadline.isZero() : !deadline.isNegative();
    if (!fits || (whenBehind == WhenBehind.DEADLINE && deadline.isZero())) {
      throw new IllegalArgumentException(
          "deadline is %s with %s, expected zero with WAIT, more with DEADLINE, zero or more else"
              .formatted(deadline, whenBehind));
    }
    boolean ranked = priority >= 1 && priority <= MAX_PRIORITY;
    if (!ranked || !(floorFramesPerSecond >= 0 && floorFramesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "priority is %d, floorFramesPerSecond %s, expected 1 to %d and 0 to 1000"
              .formatted(priority, floorFramesPerSecond, MAX_PRIORITY));
    }
  }

  /** Whether every frame waits for its turn. */
  public boolean waits() {
    return whenBehind == WhenBehind.WAIT;
  }
}
