package sightline.ingest.source;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends a read that blocks, once. A source registers what has to be done for that.
 *
 * <p>Threading: any thread.
 */
public final class StopSignal {

  /** Something that is told when the signal is raised, at most once. */
  @FunctionalInterface
  public interface Listener {
    void stop();
  }

  private final Set<Listener> listeners = new LinkedHashSet<>();
  private boolean raised;

  /** Ends blocked reads, now and later. */
  public synchronized void raise() {
    if (!raised) {
      raised = true;
      listeners.forEach(Listener::stop);
      listeners.clear();
      notifyAll();
    }
  }

  public synchronized boolean isRaised() {
    return raised;
  }

  /** Tells {@code listener} when the signal is raised, at once if it was; must not block. */
  synchronized void add(Listener listener) {
    if (raised) {
      listener.stop();
    } else {
      listeners.add(listener);
    }
  }

  /** Afterwards {@code listener} is not told any more, nor being told. */
  synchronized void remove(Listener listener) {
    listeners.remove(listener);
  }

  /** Waits until {@code deadlineNanos} of {@link System#nanoTime} or the signal; true if raised. */
  public synchronized boolean awaitUntil(long deadlineNanos) {
    try {
      while (!raised) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long millis = left / 1_000_000;
        wait(millis, (int) (left - millis * 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    return true;
  }
}
