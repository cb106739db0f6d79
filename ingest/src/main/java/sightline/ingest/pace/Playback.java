package sightline.ingest.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * Says when a frame of footage is due on our clock, from when it was captured on its own.
 *
 * <p>Threading: immutable, any thread.
 *
 * @param pacing how fast it is played
 * @param opened when the footage was opened, from which its capture times count
 * @param openedNanos the same moment on the monotonic clock, ns
 */
public record Playback(Pacing pacing, Instant opened, long openedNanos) {

  /** When the frame is due on the monotonic clock, ns; at once when frames are not paced. */
  public long dueNanos(Instant capturedAt) {
    return pacing == Pacing.FAST
        ? openedNanos
        : openedNanos + Duration.between(opened, capturedAt).toNanos();
  }
}
