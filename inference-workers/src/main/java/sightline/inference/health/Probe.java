package sightline.inference.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Puts one question again and again on a thread of its own, so that an answer is at hand at once
 * and a question that hangs is noticed.
 *
 * <p>Threading: {@link #problem} from any thread; the thread is named {@code inference-probe-} and
 * the subject.
 */
public final class Probe implements AutoCloseable {

  private final String subject;
  private final Duration every;
  private final Duration timeout;
  private final Check check;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;
  private volatile Answer last;

  /** What was wrong, and when that was known. */
  private record Answer(String problem, long at) {}

  Probe(String subject, Duration every, Duration timeout, Check check, LongSupplier nanoTime) {
    this.subject = subject;
    this.every = every;
    this.timeout = timeout;
    this.check = check;
    this.nanoTime = nanoTime;
    this.last = new Answer(subject + " has not been asked yet", nanoTime.getAsLong());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var named = new Thread(task, "inference-probe-" + subject.replace(' ', '-'));
              named.setDaemon(true);
              return named;
            });
  }

  /**
   * Begins to ask.
   *
   * @param subject of the question, a few words
   * @param every pause between an answer and the next question
   * @param timeout after which the question counts as unanswered
   */
  @SuppressWarnings("FutureReturnValueIgnored") // asking never throws
  public static Probe start(String subject, Duration every, Duration timeout, Check check) {
    var probe = new Probe(subject, every, timeout, check, System::nanoTime);
    probe.thread.scheduleWithFixedDelay(probe::ask, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return probe;
  }

  /** What is wrong as far as is known; empty when nothing is. */
  public String problem() {
    Answer answer = last;
    Duration age = Duration.ofNanos(nanoTime.getAsLong() - answer.at());
    boolean isOld = age.compareTo(every.plus(timeout)) > 0;
    return isOld && answer.problem().isEmpty()
        ? "%s has not answered for %d s".formatted(subject, age.toSeconds())
        : answer.problem();
  }

  void ask() {
    String problem;
    try {
      problem = check.problem();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (Exception | LinkageError e) {
      problem = "%s: %s".formatted(subject, rootOf(e));
    }
    last = new Answer(problem, nanoTime.getAsLong());
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root instanceof ExecutionException && root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName()
        + (root.getMessage() == null ? "" : " " + root.getMessage());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
