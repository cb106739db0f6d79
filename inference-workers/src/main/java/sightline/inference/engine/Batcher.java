package sightline.inference.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Collects what many tasks submit into batches for few lanes, first come, first served.
 *
 * <p>A batch leaves as soon as it is full, or when its oldest member has waited {@code maxDelay},
 * or at once when {@code maxDelay} is zero.
 *
 * <p>Threading: any thread submits, any lane takes.
 *
 * @param <T> what is batched
 */
public final class Batcher<T> {

  private record Waiting<T>(T item, long sinceNanos) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
  private final int maxQueued;
  private final int maxBatch;
  private final long maxDelayNanos;
  private boolean closed;

  /**
   * Makes an empty batcher.
   *
   * @param maxQueued most items that wait; beyond it {@link #submit} blocks
   * @param maxBatch most items in one batch
   * @param maxDelay longest an item waits for its batch to fill
   */
  public Batcher(int maxQueued, int maxBatch, Duration maxDelay) {
    if (maxQueued < maxBatch || maxBatch < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          "maxQueued %d, maxBatch %d, maxDelay %s, expected maxQueued >= maxBatch >= 1 and no"
                  .formatted(maxQueued, maxBatch, maxDelay)
              + " negative delay");
    }
    this.maxQueued = maxQueued;
    this.maxBatch = maxBatch;
    this.maxDelayNanos = maxDelay.toNanos();
  }

  /**
   * Adds {@code item} to the queue; blocks while the queue is full.
   *
   * @throws IllegalStateException when the batcher is closed
   */
  public void submit(T item) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && queue.size() >= maxQueued) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("the batcher is closed");
      }
      queue.add(new Waiting<>(item, System.nanoTime()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch, oldest first; blocks. Empty when the batcher is closed and nothing is left. */
  public List<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        changed.await();
        awaitFullBatch(); // another lane may empty the queue meanwhile
      }
      var batch = new ArrayList<T>(maxBatch);
      while (batch.size() < maxBatch && !queue.isEmpty()) {
        batch.add(queue.remove().item());
      }
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void awaitFullBatch() throws InterruptedException {
    while (!closed && !queue.isEmpty() && queue.size() < maxBatch) {
      long left = queue.peek().sinceNanos() + maxDelayNanos - System.nanoTime();
      if (left <= 0) {
        return;
      }
      long ignored = changed.awaitNanos(left);
    }
  }

  /** Items that wait. */
  public int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what comes from now on; what waits can still be taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
