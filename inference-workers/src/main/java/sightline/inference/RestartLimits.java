package sightline.inference;

import java.time.Duration;

/**
 * How often and how fast Kafka Streams is started anew.
 *
 * @param firstPause before the first attempt; it doubles with each in a row
 * @param longestPause between two attempts; after so long a time without failure it counts anew
 * @param maxRestarts after broken promises of our own within {@code window}; also threads replaced
 *     in it before all of them are
 * @param window in which they are counted
 */
record RestartLimits(Duration firstPause, Duration longestPause, int maxRestarts, Duration window) {

  private static final int MAX_DOUBLINGS = 30;

  static RestartLimits of(InferenceConfig config) {
    return new RestartLimits(
        config.restartPause(),
        config.maxRestartPause(),
        config.maxRestarts(),
        config.restartWindow());
  }

  /** The pause after {@code failures} in a row, 1 or more. */
  Duration pause(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(MAX_DOUBLINGS, failures - 1));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
