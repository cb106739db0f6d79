package sightline.inference;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Counts failures of the recent past.
 *
 * <p>Threading: one thread at a time.
 */
final class RecentFailures {

  private final int most;
  private final Duration window;
  private final ArrayDeque<Long> times = new ArrayDeque<>();

  RecentFailures(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** Counts one at {@code nanos}; false when there have been more than allowed. */
  boolean admit(long nanos) {
    while (!times.isEmpty() && nanos - times.peek() > window.toNanos()) {
      times.remove();
    }
    if (times.size() >= most) {
      return false;
    }
    times.add(nanos);
    return true;
  }
}
