package sightline.deploy.soak.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Latencies by the phase of the run in which a frame was captured.
 *
 * <p>Threading: any thread.
 */
public final class Latencies {

  /**
   * @param count how many frames
   * @param p50 median, ms; -1 without frames
   * @param p95 ms
   * @param p99 ms
   */
  public record Summary(long count, double p50, double p95, double p99) {}

  private final Map<Phase, LatencyHistogram> phases = new EnumMap<>(Phase.class);
  private volatile Instant duringFrom = Instant.MAX;
  private volatile Instant afterFrom = Instant.MAX;

  public Latencies() {
    for (Phase phase : Phase.values()) {
      phases.put(phase, new LatencyHistogram());
    }
  }

  /** The first fault begins. */
  public void duringFrom(Instant at) {
    duringFrom = at;
  }

  /** The last fault is over. */
  public void afterFrom(Instant at) {
    afterFrom = at;
  }

  public void add(Instant capturedAt, Duration latency) {
    phases.get(phase(capturedAt)).add(latency);
  }

  private Phase phase(Instant at) {
    if (at.isBefore(duringFrom)) {
      return Phase.BEFORE;
    }
    return at.isBefore(afterFrom) ? Phase.DURING : Phase.AFTER;
  }

  public Summary of(Phase phase) {
    LatencyHistogram times = phases.get(phase);
    return new Summary(times.count(), times.millisAt(.5), times.millisAt(.95), times.millisAt(.99));
  }
}
