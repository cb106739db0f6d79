package sightline.trainer.publish.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How long a registry that is away is asked again, at growing intervals.
 *
 * <p>Threading: one thread.
 *
 * @param total from the first question until it is given up
 * @param first interval; each is twice the one before
 * @param most interval
 */
public record Patience(Duration total, Duration first, Duration most, Clock clock, Pause pause) {

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  /** Five minutes, by the clock of this machine. */
  public static Patience usual() {
    return of(Duration.ofMinutes(5));
  }

  /** {@code total}, by the clock of this machine. */
  public static Patience of(Duration total) {
    return new Patience(
        total,
        Duration.ofMillis(200),
        Duration.ofSeconds(10),
        Clock.systemUTC(),
        time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  Instant until() {
    return clock.instant().plus(total);
  }

  boolean isOver(Instant until) {
    return !clock.instant().isBefore(until);
  }

  /** Waits for the {@code attempt}th time, from 0. */
  void waitFor(int attempt) throws InterruptedException {
    Duration interval = first.multipliedBy(1L << Math.min(attempt, 20));
    pause.pause(interval.compareTo(most) > 0 ? most : interval);
  }
}
