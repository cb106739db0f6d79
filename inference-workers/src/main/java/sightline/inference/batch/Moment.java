package sightline.inference.batch;

import java.time.Instant;

/**
 * The time as the batcher needs it.
 *
 * @param nanos ns from some origin; never goes back, so waits and rates are measured with it
 * @param wall time of day, which deadlines are compared with
 */
public record Moment(long nanos, Instant wall) {

  /** The time of this machine. */
  public static Moment now() {
    return new Moment(System.nanoTime(), Instant.now());
  }
}
