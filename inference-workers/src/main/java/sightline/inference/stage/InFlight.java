package sightline.inference.stage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * What one task has in flight, oldest first: outcomes leave in the order in which their frames
 * came, whatever order they are finished in.
 *
 * <p>Threading: the task's stream thread; only the futures are completed elsewhere.
 *
 * @param <T> what must be remembered of a frame
 */
final class InFlight<T> {

  private record Entry<T>(T item, CompletableFuture<Outcome> outcome) {}

  private final ArrayDeque<Entry<T>> queue = new ArrayDeque<>();
  private final Duration maxStall;

  /**
   * Holds nothing yet.
   *
   * @param maxStall longest wait for one outcome
   */
  InFlight(Duration maxStall) {
    this.maxStall = maxStall;
  }

  void add(T item, CompletableFuture<Outcome> outcome) {
    queue.add(new Entry<>(item, outcome));
  }

  /** Forwards from the head while the head is finished; waits for nothing. */
  void forwardFinished(BiConsumer<T, Outcome> forward) {
    while (!queue.isEmpty() && queue.peek().outcome().isDone()) {
      forwardHead(forward);
    }
  }

  /**
   * Forwards from the head, waiting where need be, until at most {@code left} are in flight.
   *
   * @throws IllegalStateException when an outcome does not come within the limit, or its lane has
   *     failed; the frame stays in flight
   */
  void forwardUntil(int left, BiConsumer<T, Outcome> forward) {
    while (queue.size() > left) {
      forwardHead(forward);
    }
  }

  private void forwardHead(BiConsumer<T, Outcome> forward) {
    Entry<T> head = queue.peek();
    forward.accept(head.item(), await(head.outcome()));
    queue.remove(); // only now: what could not be forwarded must not look done
  }

  private Outcome await(CompletableFuture<Outcome> outcome) {
    try {
      return outcome.get(maxStall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no outcome for a frame after maxStall of " + maxStall, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane has failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while frames were in flight", e);
    }
  }

  /** Forgets everything and tells the lanes that nobody waits. */
  void cancel() {
    queue.forEach(entry -> entry.outcome().cancel(false));
    queue.clear();
  }

  int size() {
    return queue.size();
  }
}
