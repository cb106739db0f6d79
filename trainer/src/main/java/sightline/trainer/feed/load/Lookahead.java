package sightline.trainer.feed.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Things that are made ahead of their use by several threads, and taken in the order of their
 * steps. Threads start when the first is taken.
 *
 * <p>Threading: one thread takes; {@link #close} may come from any and ends a blocked take.
 *
 * <p>Ownership: closes what nobody took; what is taken belongs to the taker.
 */
final class Lookahead<T extends AutoCloseable> implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 30_000;

  /** What one thread works with; it is made, used and closed by that thread. */
  interface Worker<T> extends AutoCloseable {

    T make(long step);

    @Override
    void close();
  }

  private final Supplier<Worker<T>> workers;
  private final int ahead;
  private final long end;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition wanting = lock.newCondition();
  private final Map<Long, T> ready = new HashMap<>();
  private Throwable failure;
  private long wanted = -1;
  private long next;
  private long waitedNanos;
  private boolean closed;

  /**
   * @param name of the threads, without their number
   * @param ahead most things that are made or being made and not taken
   * @param end step before which there is something to make
   */
  Lookahead(String name, int threads, int ahead, long end, Supplier<Worker<T>> workers) {
    this.workers = workers;
    this.ahead = ahead;
    this.end = end;
    for (int i = 0; i < threads; i++) {
      var thread = new Thread(this::work, name + "-" + i);
      thread.setDaemon(true);
      this.threads.add(thread);
    }
  }

  /**
   * The thing of a step; blocks until it is made.
   *
   * @throws IllegalStateException when making it failed, or this is closed
   */
  T take(long step) throws InterruptedException {
    long began = System.nanoTime();
    lock.lockInterruptibly();
    try {
      begin(step);
      while (!ready.containsKey(step) && failure == null && !closed) {
        arrived.await();
      }
      T made = ready.remove(step);
      if (made == null) {
        throw new IllegalStateException(
            closed ? "closed while waiting for step " + step : "a loader failed: " + failure,
            failure);
      }
      wanted = step + 1;
      wanting.signalAll();
      return made;
    } finally {
      waitedNanos += System.nanoTime() - began;
      lock.unlock();
    }
  }

  private void begin(long step) {
    if (step < wanted || step < 0 || step >= end) {
      throw new IllegalArgumentException(
          "step is %d, expected %d or more, below %d".formatted(step, Math.max(0, wanted), end));
    }
    boolean first = wanted < 0;
    wanted = step;
    next = Math.max(next, step);
    for (Long passed : ready.keySet().stream().filter(made -> made < step).toList()) {
      close(ready.remove(passed));
    }
    if (first && !closed) {
      threads.forEach(Thread::start);
    }
    wanting.signalAll();
  }

  private void work() {
    try (Worker<T> worker = workers.get()) {
      for (long step = claim(); step >= 0; step = claim()) {
        deliver(step, worker.make(step));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only close interrupts, and it waits for the end
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** The next step to make; -1 when there is none any more. */
  private long claim() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && failure == null && next < end && next >= wanted + ahead) {
        wanting.await();
      }
      return closed || failure != null || next >= end ? -1 : next++;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(long step, T made) {
    lock.lock();
    try {
      if (closed || step < wanted) {
        close(made);
      } else {
        ready.put(step, made);
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable why) {
    lock.lock();
    try {
      failure = failure == null ? why : failure;
      arrived.signalAll();
      wanting.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void close(T made) {
    try {
      made.close();
    } catch (Exception e) {
      failure = failure == null ? e : failure;
    }
  }

  double secondsWaited() {
    lock.lock();
    try {
      return waitedNanos / 1e9;
    } finally {
      lock.unlock();
    }
  }

  /** Things that are ready and not taken. */
  int waiting() {
    lock.lock();
    try {
      return ready.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the threads and closes what nobody took. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      wanting.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= awaitEnd(thread);
    }
    ready.values().forEach(this::close);
    ready.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether someone interrupted the wait, which goes on: memory is freed only after the end. */
  private static boolean awaitEnd(Thread thread) {
    boolean interrupted = false;
    long patience = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (thread.isAlive()) {
      long left = (patience - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "expected %s to end within %d ms, found it at work"
                .formatted(thread.getName(), PATIENCE_MILLIS));
      }
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
