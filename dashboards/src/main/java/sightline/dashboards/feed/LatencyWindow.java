package sightline.dashboards.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import sightline.dashboards.feed.LatencyView.Quantiles;

/**
 * The newest latencies, at most 2,048 of the last minute.
 *
 * <p>Threading: any thread; one lock.
 */
public final class LatencyWindow {

  private static final int SIZE = 2_048;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final double[] seconds = new double[SIZE];
  private final long[] atMillis = new long[SIZE];
  private long count;

  public synchronized void add(Instant at, double latencySeconds) {
    int place = (int) (count++ % SIZE);
    seconds[place] = latencySeconds;
    atMillis[place] = at.toEpochMilli();
  }

  /** What was measured in the minute before {@code now}. */
  public synchronized Quantiles quantiles(Instant now) {
    long oldest = now.minus(WINDOW).toEpochMilli();
    double[] recent = new double[SIZE];
    int found = 0;
    for (int i = 0; i < Math.min(count, SIZE); i++) {
      if (atMillis[i] >= oldest) {
        recent[found++] = seconds[i];
      }
    }
    if (found == 0) {
      return Quantiles.NONE;
    }
    Arrays.sort(recent, 0, found);
    return new Quantiles(
        found, at(recent, found, .5), at(recent, found, .95), at(recent, found, .99));
  }

  private static double at(double[] sorted, int count, double share) {
    return sorted[(int) Math.ceil(share * count) - 1];
  }
}
