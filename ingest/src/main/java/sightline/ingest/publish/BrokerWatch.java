package sightline.ingest.publish;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker again and again whether it is there. It is taken to be away when it has not
 * answered for so long; how long is counted from its last answer, whatever became of the questions.
 *
 * <p>Threading: one thread of its own, {@code ingest-broker}; the rest from any.
 */
public final class BrokerWatch implements AutoCloseable {

  /** Something the broker answers when it is there. */
  @FunctionalInterface
  interface Question {
    CompletionStage<?> ask();
  }

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  private final Question question;
  private final Duration silentAfter;
  private final LongSupplier clock;
  private final Consumer<Duration> asked;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var named = new Thread(task, "ingest-broker");
            named.setDaemon(true);
            return named;
          });
  private volatile long answeredNanos;
  private boolean silent; // the thread's own

  /**
   * @param silentAfter without an answer for that long the broker is away
   * @param clock monotonic, ns
   * @param asked hears before each question how long the broker has been silent
   */
  BrokerWatch(
      Question question, Duration silentAfter, LongSupplier clock, Consumer<Duration> asked) {
    this.question = question;
    this.silentAfter = silentAfter;
    this.clock = clock;
    this.asked = asked;
    this.answeredNanos = clock.getAsLong();
  }

  /** Begins to ask; the broker is taken to have answered just now. */
  @SuppressWarnings("FutureReturnValueIgnored") // asking never throws
  public static BrokerWatch follow(
      FrameLog log, Duration every, Duration silentAfter, Consumer<Duration> asked) {
    var watch = new BrokerWatch(() -> log.ask(silentAfter), silentAfter, System::nanoTime, asked);
    watch.thread.scheduleAtFixedRate(
        watch::ask, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return watch;
  }

  /** Why records cannot arrive; empty when the broker is there. */
  public Optional<String> trouble() {
    return silence().compareTo(silentAfter) < 0
        ? Optional.empty()
        : Optional.of("the broker has not answered for longer than " + silentAfter);
  }

  void ask() {
    try {
      asked.accept(silence());
      noteSilence();
      question
          .ask()
          .whenComplete(
              (answer, problem) -> {
                if (problem == null) {
                  answeredNanos = clock.getAsLong();
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("the broker could not be asked", e);
    }
  }

  private Duration silence() {
    return Duration.ofNanos(clock.getAsLong() - answeredNanos);
  }

  /** Says once that the broker is away and once that it is back. */
  private void noteSilence() {
    boolean now = trouble().isPresent();
    if (now && !silent) {
      LOG.warn("the broker has not answered for longer than {}", silentAfter);
    } else if (!now && silent) {
      LOG.info("the broker answers again");
    }
    silent = now;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
