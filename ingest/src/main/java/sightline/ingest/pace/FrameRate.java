package sightline.ingest.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps at most so many frames per second of capture time, evenly spread, and lets no drift build
 * up between the limit and the frames kept.
 *
 * <p>Threading: one thread at a time.
 */
public final class FrameRate {

  /** How early a frame may come, as a share of the period: cameras are never quite even. */
  private static final double TOLERANCE = 0.1;

  private double framesPerSecond;
  private Instant due = Instant.MIN;

  /**
   * @param framesPerSecond limit; 0 keeps every frame
   */
  public FrameRate(double framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /** Changes the limit; the next frame is due one new period after the last that was kept. */
  public void limitTo(double changed) {
    if (changed == framesPerSecond) {
      return;
    }
    if (changed == 0 || framesPerSecond == 0) {
      due = Instant.MIN;
    } else if (!due.equals(Instant.MIN)) {
      due = due.minus(period(framesPerSecond)).plus(period(changed));
    }
    framesPerSecond = changed;
  }

  /** Whether the frame captured then is kept. Times do not go back. */
  public boolean keeps(Instant capturedAt) {
    if (framesPerSecond == 0) {
      return true;
    }
    Duration period = period(framesPerSecond);
    Duration early = Duration.ofNanos(Math.round(TOLERANCE * 1e9 / framesPerSecond));
    if (due.equals(Instant.MIN) || capturedAt.isAfter(due.plus(period))) {
      due = capturedAt.plus(period);
      return true;
    }
    if (capturedAt.isBefore(due.minus(early))) {
      return false;
    }
    due = due.plus(period);
    return true;
  }

  private static Duration period(double framesPerSecond) {
    return Duration.ofNanos(Math.round(1e9 / framesPerSecond));
  }
}
