package sightline.ingest.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * Says when a frame of footage is due on our clock, from when it was captured on its own. Where a
 * video's own clock stands still, goes back or leaps, it is set right first: a broken clock holds
 * nobody up, and hurries nobody.
 *
 * <p>Threading: one thread at a time.
 */
public final class Playback {

  /** Times of a video that lie further apart than that are a leap of its clock. */
  public static final Duration MAX_GAP = Duration.ofSeconds(10);

  /** How long a frame stands when nothing tells: footage of one frame, or none before a leap. */
  public static final Duration FALLBACK_PERIOD = Duration.ofMillis(100);

  private final Pacing pacing;
  private final boolean mayLeap;
  private final Instant opened;
  private final long openedNanos;
  private Duration shift = Duration.ZERO;
  private Duration period;
  private Instant last = Instant.MIN;

  /**
   * @param pacing how fast it is played
   * @param mayLeap whether times are a video's own, which nobody has checked
   * @param opened when the footage was opened, from which its capture times count
   * @param openedNanos the same moment on the monotonic clock, ns
   */
  public Playback(Pacing pacing, boolean mayLeap, Instant opened, long openedNanos) {
    this.pacing = pacing;
    this.mayLeap = mayLeap;
    this.opened = opened;
    this.openedNanos = openedNanos;
    this.period = FALLBACK_PERIOD;
  }

  public Instant opened() {
    return opened;
  }

  /**
   * The capture time of the next frame with leaps taken out, as if one period had passed there.
   *
   * @param capturedAt as the source says
   */
  public Instant time(Instant capturedAt) {
    Instant time = capturedAt.plus(shift);
    if (!last.equals(Instant.MIN)) {
      Duration gap = Duration.between(last, time);
      boolean forward = !gap.isNegative() && !gap.isZero();
      if (mayLeap && pacing != Pacing.FAST && (!forward || gap.compareTo(MAX_GAP) > 0)) {
        shift = shift.plus(period).minus(gap);
        time = last.plus(period);
      } else if (forward) {
        period = gap;
      }
    }
    last = time;
    return time;
  }

  /** When a frame of that {@link #time} is due on the monotonic clock, ns; at once when FAST. */
  public long dueNanos(Instant time) {
    return pacing == Pacing.FAST ? openedNanos : openedNanos + sinceOpened(time).toNanos();
  }

  /**
   * When the last frame has stood as long as the one before it, on the monotonic clock, ns: not
   * before that does footage that is looped begin again.
   *
   * @param least how long the last frame stands at least
   */
  public long endNanos(Duration least) {
    Duration stands = period.compareTo(least) > 0 ? period : least;
    return last.equals(Instant.MIN) ? openedNanos : dueNanos(last.plus(stands));
  }

  private Duration sinceOpened(Instant time) {
    return Duration.between(opened, time);
  }
}
