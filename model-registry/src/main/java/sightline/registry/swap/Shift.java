package sightline.registry.swap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;

/**
 * The one thread that changes anything, and the queue before it.
 *
 * <p>Threading: any thread; work is done on {@code registry-core}.
 *
 * <p>Ownership: ends its thread.
 */
final class Shift implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

  /** A change that the log surely did not take is tried once more. */
  private static final int ATTEMPTS = 2;

  private static final int PATIENCE_SECONDS = 5;

  private final int maxWaiting;
  private final RegistryMetrics metrics;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            var named = new Thread(task, "registry-core");
            named.setDaemon(true);
            return named;
          });

  Shift(int maxWaiting, RegistryMetrics metrics) {
    this.maxWaiting = maxWaiting;
    this.metrics = metrics;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Something to be done that may have to be done again. */
  interface Work<T> {
    T run() throws NotWritten;
  }

  /** Does {@code work} now and then. */
  void every(Duration pause, Runnable work) {
    thread.scheduleWithFixedDelay(guarded(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does {@code work} soon, unless all ends. */
  void soon(Runnable work) {
    try {
      thread.execute(guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing more is done");
    }
  }

  /** Does {@code work} when it is its turn; fails with {@link Refused} when nothing has changed. */
  <T> CompletableFuture<T> ask(Work<T> work) {
    var answer = new CompletableFuture<T>();
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      metrics.limitReached("maxWaiting");
      answer.completeExceptionally(
          new Refused(
              Kind.CONFLICT, "%d changes wait already: try it later".formatted(maxWaiting)));
      return answer;
    }
    try {
      thread.execute(() -> answer(work, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(new Refused(Kind.NOT_WRITER, "this registry ends"));
    }
    return answer;
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("thread registry-core is interrupted after {} s", PATIENCE_SECONDS);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private <T> void answer(Work<T> work, CompletableFuture<T> answer) {
    waiting.decrementAndGet();
    try {
      answer.complete(attempt(work));
    } catch (NotWritten e) {
      answer.completeExceptionally(new Refused(Kind.NOT_WRITER, e.getMessage()));
    } catch (RuntimeException e) {
      if (!(e instanceof Refused)) {
        LOG.error("a change failed", e);
        metrics.failed("core");
      }
      answer.completeExceptionally(e);
    }
  }

  private static <T> T attempt(Work<T> work) throws NotWritten {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (NotWritten e) {
        if (!e.surely() || attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("once more: {}", e.getMessage());
      }
    }
  }

  private Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        metrics.failed("core");
        LOG.error("a look at the slots failed", e);
      }
    };
  }
}
