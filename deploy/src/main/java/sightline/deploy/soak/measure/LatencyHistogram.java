package sightline.deploy.soak.measure;

import java.time.Duration;

/**
 * Times from a tenth of a millisecond to ten minutes, kept to 2 %, in a few kilobytes.
 *
 * <p>Threading: any thread.
 */
public final class LatencyHistogram {

  private static final double GROWTH = Math.log(1.02);
  private static final double LEAST_MILLIS = .1;
  private static final double MOST_MILLIS = 600_000;
  private static final int BUCKETS = bucket(MOST_MILLIS) + 1;

  private final long[] counts = new long[BUCKETS];
  private long total;

  public synchronized void add(Duration time) {
    double millis = time.toNanos() / 1e6;
    counts[bucket(Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, millis)))]++;
    total++;
  }

  public synchronized long count() {
    return total;
  }

  /** The time in milliseconds that {@code share} of all did not exceed; -1 without any. */
  public synchronized double millisAt(double share) {
    if (total == 0) {
      return -1;
    }
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.round(LEAST_MILLIS * Math.exp((i + .5) * GROWTH) * 10) / 10.0;
      }
    }
    return MOST_MILLIS;
  }

  private static int bucket(double millis) {
    return (int) (Math.log(millis / LEAST_MILLIS) / GROWTH);
  }
}
