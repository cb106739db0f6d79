package sightline.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when partitions have acknowledged nothing although something is on its way to them. Of a
 * broker that just vanished the producer says nothing before its delivery timeout.
 *
 * <p>Threading: any thread.
 */
final class Unacknowledged {

  /** What is on its way to one partition. */
  private record Waiting(long records, long sinceNanos) {}

  private final Map<Integer, Waiting> partitions = new HashMap<>();

  synchronized void sent(int partition, long nowNanos) {
    partitions.compute(
        partition,
        (same, waiting) ->
            waiting == null
                ? new Waiting(1, nowNanos)
                : new Waiting(waiting.records + 1, waiting.sinceNanos));
  }

  /** A record was acknowledged or given up. */
  synchronized void heard(int partition, long nowNanos) {
    partitions.computeIfPresent(
        partition,
        (same, waiting) ->
            waiting.records == 1 ? null : new Waiting(waiting.records - 1, nowNanos));
  }

  /** How long the slowest partition has kept silent. */
  synchronized Duration longest(long nowNanos) {
    long longest =
        partitions.values().stream()
            .mapToLong(waiting -> nowNanos - waiting.sinceNanos)
            .max()
            .orElse(0);
    return Duration.ofNanos(longest);
  }
}
