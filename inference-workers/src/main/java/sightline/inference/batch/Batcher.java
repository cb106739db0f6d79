package sightline.inference.batch;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sightline.inference.batch.FairQueue.Dropped;

/**
 * Collects what many tasks submit into batches for few lanes, fairly over the cameras, and lets go
 * what the cameras' policies let go while there is too much to do.
 *
 * <p>A batch leaves as soon as it has a preferred size, or when its oldest member has waited for
 * {@code maxQueueDelay}. {@link FairQueue} says whose turn it is and who makes way.
 *
 * <p>Threading: any thread submits, any lane takes; {@code dropped} is told by whichever of them
 * found that something has to go, outside of any lock.
 *
 * @param <T> what is batched
 */
public final class Batcher<T extends Batchable> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition roomier = lock.newCondition();
  private final FairQueue<T> queue;
  private final BiConsumer<T, Fate> dropped;
  private final Supplier<Moment> clock;
  private boolean closed;

  /**
   * Makes an empty batcher.
   *
   * @param dropped told of everything that leaves without a batch
   * @param clock says what time it is
   */
  public Batcher(BatchSettings settings, BiConsumer<T, Fate> dropped, Supplier<Moment> clock) {
    this.queue = new FairQueue<>(settings);
    this.dropped = dropped;
    this.clock = clock;
  }

  /**
   * Gives {@code item} a place in the queue, or drops it or others as the policies say. Blocks only
   * while an item of policy WAIT finds its places taken.
   *
   * @throws IllegalStateException when the batcher is closed
   */
  public void submit(T item) throws InterruptedException {
    List<Dropped<T>> gone;
    lock.lockInterruptibly();
    try {
      while (!closed && queue.mustWait(item)) {
        roomier.await();
      }
      if (closed) {
        throw new IllegalStateException("the batcher is closed");
      }
      queue.offer(item, clock.get());
      arrived.signal();
      gone = queue.takeDropped();
    } finally {
      lock.unlock();
    }
    tell(gone);
  }

  /** The next batch; blocks. Empty when the batcher is closed and nothing is left. */
  public List<T> take() throws InterruptedException {
    while (true) {
      List<T> batch;
      List<Dropped<T>> gone;
      boolean over;
      lock.lockInterruptibly();
      try {
        awaitBatch();
        batch = queue.take(clock.get());
        over = closed && queue.size() == 0;
        gone = queue.takeDropped();
        roomier.signalAll();
        if (queue.size() > 0) {
          arrived.signal(); // what is left is for another lane
        }
      } finally {
        lock.unlock();
      }
      tell(gone);
      if (over || !batch.isEmpty()) {
        return batch;
      }
    }
  }

  private void awaitBatch() throws InterruptedException {
    Moment now = clock.get();
    while (!closed && !queue.isReady(now)) {
      if (queue.size() == 0) {
        arrived.await();
      } else {
        long ignored = arrived.awaitNanos(queue.nanosUntilDue(now));
      }
      now = clock.get();
    }
  }

  /** Lets go of everything that waits, that {@code which} means, and whose policy is not WAIT. */
  public void letGo(Predicate<T> which) {
    List<Dropped<T>> gone;
    lock.lock();
    try {
      queue.letGo(which, clock.get());
      gone = queue.takeDropped();
    } finally {
      lock.unlock();
    }
    tell(gone);
  }

  private void tell(List<Dropped<T>> gone) {
    gone.forEach(one -> dropped.accept(one.item(), one.fate()));
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
      arrived.signalAll();
      roomier.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
