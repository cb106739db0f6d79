package sightline.inference.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether every stream thread goes on polling: each has a count of its polls, which must grow.
 *
 * <p>Threading: one thread at a time.
 */
public final class Pulse implements Check {

  /** Where the counts come from. */
  @FunctionalInterface
  public interface Polls {

    /** Polls since its start, by thread; a thread that has ended is absent. */
    Map<String, Double> byThread();
  }

  private final Polls polls;
  private final Duration liveWithin;
  private final LongSupplier nanoTime;
  private Map<String, Beat> beats = Map.of();

  private record Beat(double polls, long since) {}

  /**
   * @param liveWithin longest time a thread may take between two polls
   */
  public Pulse(Polls polls, Duration liveWithin) {
    this(polls, liveWithin, System::nanoTime);
  }

  Pulse(Polls polls, Duration liveWithin, LongSupplier nanoTime) {
    this.polls = polls;
    this.liveWithin = liveWithin;
    this.nanoTime = nanoTime;
  }

  @Override
  public String problem() {
    long now = nanoTime.getAsLong();
    var seen = new HashMap<String, Beat>();
    String problem = "";
    for (Map.Entry<String, Double> count : polls.byThread().entrySet()) {
      Beat before = beats.get(count.getKey());
      boolean stands = before != null && before.polls() == count.getValue();
      Beat beat = stands ? before : new Beat(count.getValue(), now);
      seen.put(count.getKey(), beat);
      Duration silence = Duration.ofNanos(now - beat.since());
      if (silence.compareTo(liveWithin) > 0) {
        problem =
            "stream thread %s has not polled for %d s, expected at most %d s"
                .formatted(count.getKey(), silence.toSeconds(), liveWithin.toSeconds());
      }
    }
    beats = seen;
    return problem;
  }
}
