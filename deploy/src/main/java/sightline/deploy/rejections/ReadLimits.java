package sightline.deploy.rejections;

import java.time.Duration;

/**
 * How much is read before a command answers with what it has.
 *
 * @param records most records of one topic
 * @param time longest time for one topic
 */
public record ReadLimits(long records, Duration time) {

  static final long MOST_RECORDS = 5_000_000;

  /** Limits of a command that may take {@code time}. */
  static ReadLimits within(Duration time) {
    return new ReadLimits(MOST_RECORDS, time);
  }
}
