package sightline.ingest.publish;

import java.time.Duration;

/**
 * The limits of one camera's {@link Outbox}.
 *
 * @param camera id
 * @param partition of topic {@code frames}
 * @param deadline of its frames; zero when every frame waits for its turn
 * @param maxQueuedFrames frames that wait to be sent
 * @param maxUnacknowledgedBytes picture bytes sent and not acknowledged yet; at least one picture
 *     is always let through
 */
public record OutboxSettings(
    String camera,
    int partition,
    Duration deadline,
    int maxQueuedFrames,
    long maxUnacknowledgedBytes) {

  boolean waits() {
    return deadline.isZero();
  }
}
