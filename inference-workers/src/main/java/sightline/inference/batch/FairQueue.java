package sightline.inference.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import sightline.events.QueuePolicy.WhenBehind;

/**
 * What waits of all cameras: who may stand in the queue, who makes way, and whose turn it is.
 *
 * <p>Threading: one thread at a time; {@link Batcher} sees to it. The time is passed in.
 *
 * @param <T> what waits
 */
final class FairQueue<T extends Batchable> {
  /*
   * Turns. The most important priority goes first; among equals the camera whose last turn is
   * longest ago. Equal cameras therefore get equal shares, and what one does not use the others
   * share: a camera that offers too much takes nothing from those that offer little. But a camera
   * that is below its floor rate goes before all, the longest overdue first, though never twice
   * in a row while something else waits: so many floors cannot hold up what is important for longer
   * than one turn, and they are granted as long as they add up to half of what the lanes can do.
   * Within a camera: first come, first served.
   *
   * Places. At most maxQueued wait, half of them because their policy is WAIT, and of that half
   * every camera has an equal share. A newcomer that finds
   * its camera's places taken is dealt with by that camera's policy. One that finds all places
   * taken displaces a frame of the least important camera that has more than one, among equals of
   * the one that has most; if that is its own camera, its own policy decides. A camera's only frame
   * is displaced when there are more cameras than places, and not before.
   */

  /** What left the queue without a batch, and why. */
  record Dropped<T>(T item, Fate fate) {}

  private final BatchSettings settings;
  private final Map<String, CameraQueue<T>> busy = new LinkedHashMap<>();
  private final Map<String, CameraQueue<T>> idle;
  private final List<Dropped<T>> dropped = new ArrayList<>();
  private int size;
  private int patient;
  private long turns;
  private boolean floorServed;

  FairQueue(BatchSettings settings) {
    this.settings = settings;
    this.idle =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, CameraQueue<T>> eldest) {
            return size() > settings.maxCameras();
          }
        };
  }

  int size() {
    return size;
  }

  /** Cameras that are remembered, with something waiting or without. */
  int cameras() {
    return busy.size() + idle.size();
  }

  /** Whether {@code item} has to wait before it may be offered. */
  boolean mustWait(T item) {
    if (!item.policy().waits()) {
      return false;
    }
    CameraQueue<T> own = busy.get(item.camera());
    return patient >= settings.maxPatient()
        || (own != null && own.patient() >= Math.min(settings.maxQueuedPerCamera(), share()));
  }

  /** Places for each camera that waits for its turn, at least 1; one share is for a newcomer. */
  private int share() {
    long sharers = busy.values().stream().filter(queue -> queue.patient() > 0).count();
    return (int) Math.max(1, settings.maxPatient() / (sharers > 1 ? sharers + 1 : 1));
  }

  /** Gives {@code item} a place, or drops it, or others for it. */
  void offer(T item, Moment now) {
    if (isLate(item, now)) {
      dropped.add(new Dropped<>(item, Fate.LATE));
      return;
    }
    CameraQueue<T> own = queueOf(item, now);
    own.follow(item.policy());
    if (mayEnter(own, item, now) && makeRoom(own, item, now)) {
      add(own, item, now);
    } else {
      dropped.add(new Dropped<>(item, Fate.OVERLOADED));
    }
    settle(own);
  }

  private CameraQueue<T> queueOf(T item, Moment now) {
    CameraQueue<T> own = busy.get(item.camera());
    if (own == null) {
      own = idle.remove(item.camera());
      own = own == null ? new CameraQueue<>(item.camera(), now) : own;
      busy.put(item.camera(), own);
    }
    return own;
  }

  /** Whether the camera's own limits let the newcomer in; its oldest may have to go for it. */
  private boolean mayEnter(CameraQueue<T> own, T item, Moment now) {
    return switch (item.policy().whenBehind()) {
      case WAIT, DEADLINE -> true;
      case DROP_OLDEST -> true;
      case DROP_LATEST -> own.droppable() < settings.maxQueuedPerCamera();
      case ADAPTIVE_DROP_OLDEST -> own.pace().accepts(own.droppable(), item.policy(), now.nanos());
      case ADAPTIVE_DROP_LATEST ->
          own.droppable() < settings.maxQueuedPerCamera()
              && own.pace().accepts(own.droppable(), item.policy(), now.nanos());
    };
  }

  /** Drops what has to go for the newcomer; false when it is the newcomer itself. */
  private boolean makeRoom(CameraQueue<T> own, T item, Moment now) {
    boolean bounded = !item.policy().waits() && item.policy().whenBehind() != WhenBehind.DEADLINE;
    while (bounded && own.droppable() >= settings.maxQueuedPerCamera()) {
      drop(own, own.removeOldestDroppable(), now);
    }
    if (size < settings.maxQueued()) {
      return true;
    }
    CameraQueue<T> least = leastImportant(own, item);
    if (least == null || (least == own && (dropsLatest(own) || own.droppable() == 0))) {
      return false;
    }
    T victim = dropsLatest(least) ? least.removeNewestDroppable() : least.removeOldestDroppable();
    drop(least, victim, now);
    if (least != own) {
      settle(least);
    }
    return true;
  }

  /** The camera that has to give a place away; null when nothing that waits may be let go. */
  private CameraQueue<T> leastImportant(CameraQueue<T> own, T newcomer) {
    int more = newcomer.policy().waits() ? 0 : 1;
    ToIntFunction<CameraQueue<T>> places = q -> q.droppable() + (q == own ? more : 0);
    return busy.values().stream()
        .filter(queue -> places.applyAsInt(queue) > 0)
        .max(
            Comparator.<CameraQueue<T>, Boolean>comparing(q -> places.applyAsInt(q) > 1)
                .thenComparingInt(queue -> queue.policy().priority())
                .thenComparingInt(places))
        .orElse(null);
  }

  private static boolean dropsLatest(CameraQueue<?> queue) {
    WhenBehind rule = queue.policy().whenBehind();
    return rule == WhenBehind.DROP_LATEST || rule == WhenBehind.ADAPTIVE_DROP_LATEST;
  }

  private void add(CameraQueue<T> own, T item, Moment now) {
    own.add(item, now);
    size++;
    patient += item.policy().waits() ? 1 : 0;
  }

  /** Takes the next batch out of the queue; empty when nothing waits that is still wanted. */
  List<T> take(Moment now) {
    dropLate(now);
    var batch = new ArrayList<T>();
    int wanted = settings.batchOf(size);
    while (batch.size() < wanted && size > 0) {
      CameraQueue<T> next = nextTurn(now);
      T item = next.removeHead();
      removed(item);
      if (isLate(item, now)) {
        dropped.add(new Dropped<>(item, Fate.LATE));
      } else if (item.isWanted()) {
        batch.add(item);
        next.served(now, ++turns);
      }
      settle(next);
    }
    return batch;
  }

  private void dropLate(Moment now) {
    for (CameraQueue<T> queue : List.copyOf(busy.values())) {
      while (queue.size() > 0 && isLate(queue.head(), now)) {
        drop(queue, queue.removeHead(), now);
      }
      settle(queue);
    }
  }

  private CameraQueue<T> nextTurn(Moment now) {
    CameraQueue<T> overdue = floorServed ? null : mostOverdue(now);
    floorServed = overdue != null;
    return floorServed ? overdue : mostImportant();
  }

  /** The camera that is longest below its floor rate; null when none is. */
  private CameraQueue<T> mostOverdue(Moment now) {
    CameraQueue<T> most = null;
    for (CameraQueue<T> queue : busy.values()) {
      double overdue = queue.overdue(now);
      if (overdue >= 0 && (most == null || overdue > most.overdue(now))) {
        most = queue;
      }
    }
    return most;
  }

  private CameraQueue<T> mostImportant() {
    CameraQueue<T> best = null;
    for (CameraQueue<T> queue : busy.values()) {
      if (best == null || isBefore(queue, best)) {
        best = queue;
      }
    }
    return best;
  }

  private static boolean isBefore(CameraQueue<?> one, CameraQueue<?> other) {
    int priority = one.policy().priority();
    int otherPriority = other.policy().priority();
    return priority != otherPriority ? priority < otherPriority : one.lastTurn() < other.lastTurn();
  }

  /** Lets go of everything that {@code which} means and that may be let go. */
  void letGo(Predicate<T> which, Moment now) {
    for (CameraQueue<T> queue : List.copyOf(busy.values())) {
      T item = queue.removeDroppable(which);
      while (item != null) {
        drop(queue, item, now);
        item = queue.removeDroppable(which);
      }
      settle(queue);
    }
  }

  /** Whether a batch may leave now. */
  boolean isReady(Moment now) {
    return size > 0 && (settings.isPreferred(size) || nanosUntilDue(now) <= 0);
  }

  /** How long the oldest that waits may still wait for company, ns. */
  long nanosUntilDue(Moment now) {
    long oldest = Long.MAX_VALUE;
    for (CameraQueue<T> queue : busy.values()) {
      oldest = Math.min(oldest, queue.waitsSince() - now.nanos());
    }
    return oldest + settings.maxQueueDelay().toNanos();
  }

  /** What was dropped since this was asked last. */
  List<Dropped<T>> takeDropped() {
    if (dropped.isEmpty()) {
      return List.of();
    }
    List<Dropped<T>> all = List.copyOf(dropped);
    dropped.clear();
    return all;
  }

  private void drop(CameraQueue<T> from, T item, Moment now) {
    removed(item);
    dropped.add(new Dropped<>(item, isLate(item, now) ? Fate.LATE : Fate.OVERLOADED));
  }

  private void removed(T item) {
    size--;
    patient -= item.policy().waits() ? 1 : 0;
  }

  private void settle(CameraQueue<T> queue) {
    if (queue.size() == 0 && busy.remove(queue.camera(), queue)) {
      idle.put(queue.camera(), queue);
    }
  }

  private static boolean isLate(Batchable item, Moment now) {
    var deadline = item.policy().deadline();
    return !deadline.isZero() && item.capturedAt().plus(deadline).isBefore(now.wall());
  }
}
