package sightline.deploy.models;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sightline.deploy.console.TimeText;

/**
 * Asks again and again, also through an outage of the registry.
 *
 * <p>Threading: one thread.
 */
public final class Waiting {

  private static final Duration EVERY = Duration.ofMillis(200);

  /** Lets time pass between two questions. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  /** Something that the registry is asked, or asked to do. */
  @FunctionalInterface
  public interface Question {
    RegistryReply ask() throws RegistryFailed, InterruptedException;
  }

  private final Clock clock;
  private final Pause pause;
  private boolean away;

  public Waiting(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** By the clock of this machine. */
  public static Waiting really() {
    return new Waiting(Clock.systemUTC(), time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  public Instant now() {
    return clock.instant();
  }

  /** Lets a moment pass. */
  public void moment() throws InterruptedException {
    pause.pause(EVERY);
  }

  /**
   * What the registry says about {@code path}, be it after an outage, of which {@code told} hears.
   *
   * @throws RegistryFailed when it refuses, or does not answer by {@code until}
   */
  public RegistryReply ask(
      RegistryClient client, RegistryPath path, Instant until, Consumer<String> told)
      throws RegistryFailed, InterruptedException {
    return through(() -> client.get(path), until, told);
  }

  /**
   * The answer to {@code question}, which is asked again while the registry is away.
   *
   * @throws RegistryFailed when it refuses, or does not answer by {@code until}
   */
  public RegistryReply through(Question question, Instant until, Consumer<String> told)
      throws RegistryFailed, InterruptedException {
    while (true) {
      try {
        RegistryReply reply = question.ask();
        if (away) {
          told.accept("the registry answers again");
        }
        away = false;
        return reply;
      } catch (RegistryFailed e) {
        if (!e.mayPass() || !clock.instant().isBefore(until)) {
          throw e;
        }
        if (!away) {
          told.accept(
              "the registry does not answer; it is asked again until " + TimeText.clock(until));
        }
        away = true;
        moment();
      }
    }
  }
}
