package sightline.dashboards.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts by second over the last minute.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class SecondCounts {

  static final int SECONDS = 60;

  private final int[] counts = new int[SECONDS + 1]; // the last one is the second that still runs
  private long newest = Long.MIN_VALUE;

  void add(Instant at, int count) {
    long second = at.getEpochSecond();
    moveTo(second);
    if (second > newest - counts.length) {
      counts[index(second)] += count;
    }
  }

  /** The 60 whole seconds before {@code now}, oldest first. */
  List<Integer> lastMinute(Instant now) {
    moveTo(now.getEpochSecond());
    var minute = new ArrayList<Integer>(SECONDS);
    for (long second = newest - SECONDS; second < newest; second++) {
      minute.add(counts[index(second)]);
    }
    return minute;
  }

  /** Counts per second over the last {@code seconds} whole seconds. */
  double rate(Instant now, int seconds) {
    List<Integer> minute = lastMinute(now);
    int sum = 0;
    for (int count : minute.subList(SECONDS - seconds, SECONDS)) {
      sum += count;
    }
    return (double) sum / seconds;
  }

  private void moveTo(long second) {
    if (newest == Long.MIN_VALUE) {
      newest = second;
    }
    long from = Math.max(newest + 1, second - counts.length + 1);
    for (long each = from; each <= second; each++) {
      counts[index(each)] = 0;
    }
    newest = Math.max(newest, second);
  }

  private int index(long second) {
    return (int) Math.floorMod(second, (long) counts.length);
  }
}
