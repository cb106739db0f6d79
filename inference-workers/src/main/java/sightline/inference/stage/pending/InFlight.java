package sightline.inference.stage.pending;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * What one task has in flight: outcomes of one camera leave in the order in which its frames came,
 * whatever order they are finished in; cameras do not wait for each other.
 *
 * <p>Threading: the task's stream thread; only the futures are completed elsewhere.
 *
 * @param <T> what must be remembered of a frame
 * @param <R> what it is finished with
 */
public final class InFlight<T, R> {

  /** A frame that is in flight until it has been forwarded. */
  private static final class Entry<T, R> {
    final String camera;
    final T item;
    final CompletableFuture<R> outcomes;

    Entry(String camera, T item, CompletableFuture<R> outcomes) {
      this.camera = camera;
      this.item = item;
      this.outcomes = outcomes;
    }
  }

  private final Map<String, Deque<Entry<T, R>>> cameras = new LinkedHashMap<>();
  private final Set<Entry<T, R>> all = new LinkedHashSet<>(); // oldest first
  private final Set<Entry<T, R>> patient = new LinkedHashSet<>(); // oldest first
  private final Duration maxStall;

  /**
   * Holds nothing yet.
   *
   * @param maxStall longest wait for one outcome
   */
  public InFlight(Duration maxStall) {
    this.maxStall = maxStall;
  }

  /** Adds a frame that may be let go. */
  public void add(String camera, T item, CompletableFuture<R> outcomes) {
    enter(new Entry<>(camera, item, outcomes));
  }

  /** Adds a frame that has to be served. */
  public void addPatient(String camera, T item, CompletableFuture<R> outcomes) {
    var entry = new Entry<>(camera, item, outcomes);
    enter(entry);
    patient.add(entry);
  }

  private void enter(Entry<T, R> entry) {
    cameras.computeIfAbsent(entry.camera, camera -> new ArrayDeque<>()).add(entry);
    all.add(entry);
  }

  /** Forwards of each camera what is finished from its oldest on; waits for nothing. */
  public void forwardFinished(BiConsumer<T, R> forward) {
    for (String camera : List.copyOf(cameras.keySet())) {
      forwardFinished(camera, forward);
    }
  }

  private void forwardFinished(String camera, BiConsumer<T, R> forward) {
    Deque<Entry<T, R>> queue = cameras.get(camera);
    while (!queue.isEmpty() && queue.element().outcomes.isDone()) {
      Entry<T, R> head = queue.element();
      forward.accept(head.item, await(head));
      queue.remove(); // only now: what could not be forwarded must not look done
      all.remove(head);
      patient.remove(head);
    }
    if (queue.isEmpty()) {
      cameras.remove(camera);
    }
  }

  /**
   * Forwards, waiting where need be, until at most {@code left} are in flight.
   *
   * @throws IllegalStateException when an outcome does not come within the limit, or its lane has
   *     failed; the frame stays in flight
   */
  public void forwardUntil(int left, BiConsumer<T, R> forward) {
    while (all.size() > left) {
      forwardAfter(all.iterator().next().camera, forward);
    }
  }

  /** The same for those that have to be served, whatever else is in flight. */
  public void forwardPatientUntil(int left, BiConsumer<T, R> forward) {
    while (patient.size() > left) {
      forwardAfter(patient.iterator().next().camera, forward);
    }
  }

  private void forwardAfter(String camera, BiConsumer<T, R> forward) {
    var ignored = await(cameras.get(camera).element());
    forwardFinished(forward);
  }

  /**
   * Forwards what is finished within {@code budget}, one after the other.
   *
   * @return whether nothing is left in flight
   */
  public boolean forwardWithin(Duration budget, BiConsumer<T, R> forward) {
    long end = System.nanoTime() + budget.toNanos();
    forwardFinished(forward);
    while (!all.isEmpty() && isDoneBy(all.iterator().next(), end)) {
      forwardFinished(forward);
    }
    return all.isEmpty();
  }

  private static boolean isDoneBy(Entry<?, ?> entry, long end) {
    try {
      var ignored = entry.outcomes.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // whoever forwards it tells
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private R await(Entry<T, R> entry) {
    try {
      return entry.outcomes.get(maxStall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no outcome for a frame after maxStall of " + maxStall, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane has failed", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while frames were in flight", e);
  }

  /** Forgets everything and tells the lanes that nobody waits. */
  public void cancel() {
    all.forEach(entry -> entry.outcomes.cancel(false));
    cameras.clear();
    all.clear();
    patient.clear();
  }

  /** Frames in flight. */
  public int size() {
    return all.size();
  }
}
