package sightline.ingest.source;

import java.time.Duration;
import java.time.Instant;

/**
 * Capture times of a camera whose pictures come many at once, as a segment of HLS does: the moment
 * the first one was had plus the stream's own time, so that pacing spreads them as they were
 * filmed. Where the stream jumps, or falls behind or ahead of the clock on the wall, it begins
 * anew.
 *
 * <p>Threading: one thread at a time.
 */
final class StreamClock {

  /** A camera that fell further behind than that had a gap; its pictures are not hurried. */
  static final Duration MAX_LATE = Duration.ofSeconds(1);

  /** No picture is held back longer than that. */
  static final Duration MAX_AHEAD = Duration.ofSeconds(5);

  private Instant anchor = Instant.EPOCH; // so far away that the first picture begins anew
  private Instant last = Instant.EPOCH;
  private double anchorSeconds;

  /**
   * Capture time of the next picture, never before the one of the picture before it.
   *
   * @param seconds on the stream's clock; NaN when the stream does not say
   * @param now when the picture was had
   */
  Instant stamp(double seconds, Instant now) {
    if (Double.isNaN(seconds)) {
      last = last.isAfter(now) ? last : now;
      return last;
    }
    if (strays(at(seconds), now)) {
      anchor = last.isAfter(now) ? last : now;
      anchorSeconds = seconds;
    }
    last = at(seconds);
    return last;
  }

  private boolean strays(Instant time, Instant now) {
    return time.isBefore(last)
        || time.isBefore(now.minus(MAX_LATE))
        || time.isAfter(now.plus(MAX_AHEAD));
  }

  private Instant at(double seconds) {
    return anchor.plusNanos(Math.round((seconds - anchorSeconds) * 1e9));
  }
}
