package sightline.events;

import java.time.Duration;
import java.time.Instant;
import sightline.events.geometry.FrameSize;

/**
 * A camera gave a picture. Topic {@code frames}: the value is the picture as it is, the rest
 * travels in headers.
 *
 * @param frame names the picture
 * @param capturedAt when light fell on it, as well as the source can tell
 * @param size of the picture; {@link FrameSize#UNKNOWN} when ingest could not tell
 * @param picture the JPEG
 * @param counts of the camera up to and including this frame
 * @param deadline age beyond which nobody wants a result any more; zero means that every frame
 *     waits for its turn
 */
public record FrameCaptured(
    FrameId frame,
    Instant capturedAt,
    FrameSize size,
    Picture picture,
    FrameCounts counts,
    Duration deadline) {

  public FrameCaptured {
    if (deadline.isNegative()) {
      throw new IllegalArgumentException("deadline is " + deadline + ", expected zero or more");
    }
  }

  /** Whether the frame is too old for a result at {@code now}. */
  public boolean isLate(Instant now) {
    return !deadline.isZero() && capturedAt.plus(deadline).isBefore(now);
  }
}
