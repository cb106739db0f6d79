package sightline.inference.batch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import sightline.events.QueuePolicy;

/**
 * What waits of one camera, oldest first, and when it had its last turn.
 *
 * <p>Threading: one thread at a time.
 */
final class CameraQueue<T extends Batchable> {

  private record Waiting<T>(T item, long sinceNanos) {}

  private final String camera;
  private final Pace pace = new Pace();
  private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();
  private QueuePolicy policy = QueuePolicy.WAIT;
  private int patient;
  private long servedAt;
  private long ahead; // ns by which its next turn is due earlier
  private long lastTurn;

  CameraQueue(String camera, Moment now) {
    this.camera = camera;
    this.servedAt = now.nanos();
  }

  String camera() {
    return camera;
  }

  Pace pace() {
    return pace;
  }

  /** The policy of its newest frame. */
  QueuePolicy policy() {
    return policy;
  }

  void follow(QueuePolicy newest) {
    policy = newest;
  }

  int size() {
    return waiting.size();
  }

  /** Frames that wait and may be let go. */
  int droppable() {
    return waiting.size() - patient;
  }

  /** Frames that wait and may not. */
  int patient() {
    return patient;
  }

  void add(T item, Moment now) {
    waiting.add(new Waiting<>(item, now.nanos()));
    patient += item.policy().waits() ? 1 : 0;
    pace.accepted(now.nanos());
    item.queued();
  }

  T head() {
    return waiting.element().item();
  }

  /** Since when its oldest waits. */
  long waitsSince() {
    return waiting.element().sinceNanos();
  }

  T removeHead() {
    return gone(waiting.remove());
  }

  /** Takes out the oldest frame that may be let go; null when there is none. */
  T removeOldestDroppable() {
    return removeFirst(waiting.iterator(), item -> true);
  }

  /** Takes out the newest frame that may be let go; null when there is none. */
  T removeNewestDroppable() {
    return removeFirst(waiting.descendingIterator(), item -> true);
  }

  /** Takes out the oldest frame that may be let go and that {@code which} means; or null. */
  T removeDroppable(Predicate<T> which) {
    return removeFirst(waiting.iterator(), which);
  }

  private T removeFirst(Iterator<Waiting<T>> from, Predicate<T> which) {
    while (from.hasNext()) {
      Waiting<T> candidate = from.next();
      if (!candidate.item().policy().waits() && which.test(candidate.item())) {
        from.remove();
        return candidate.item();
      }
    }
    return null;
  }

  private T gone(Waiting<T> removed) {
    patient -= removed.item().policy().waits() ? 1 : 0;
    return removed.item();
  }

  /** It had its turn, the {@code turn}-th of all. */
  void served(Moment now, long turn) {
    double delay = Math.max(0, overdue(now)); // it must not cost the floor rate anything
    ahead = (long) Math.min(delay, Pace.floorInterval(policy) / 2);
    pace.taken(now.nanos());
    servedAt = now.nanos();
    lastTurn = turn;
  }

  /** By how much it is past the time at which its floor rate grants a turn, ns; below 0 if not. */
  double overdue(Moment now) {
    return now.nanos() - servedAt + ahead - Pace.floorInterval(policy);
  }

  /** The turn it had last, 0 for none. */
  long lastTurn() {
    return lastTurn;
  }
}
