package sightline.ingest.publish;

import sightline.events.QueuePolicy;

/**
 * The limits of one camera's {@link Outbox}.
 *
 * @param camera id
 * @param partition of topic {@code frames}
 * @param policy of its frames
 * @param maxQueuedFrames frames that wait to be sent
 * @param maxUnacknowledgedBytes picture bytes sent and not acknowledged yet; at least one picture
 *     is always let through
 */
public record OutboxSettings(
    String camera,
    int partition,
    QueuePolicy policy,
    int maxQueuedFrames,
    long maxUnacknowledgedBytes) {

  boolean waits() {
    return policy.waits();
  }
}
