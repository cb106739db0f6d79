package sightline.dashboards.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What waits for one client: per camera the latest message and no other, and the few that are on
 * their way. A newer message of a camera takes the place of the waiting one, which is lost and
 * counted. Cameras take turns: the one whose message waits longest is next.
 *
 * <p>Threading: any thread; one lock.
 *
 * @param <M> a message
 */
final class LatestQueue<M> {

  private final int maxUnacknowledged;
  private final Map<String, M> waiting = new LinkedHashMap<>();
  private final Deque<M> unacknowledged = new ArrayDeque<>();
  private final Map<String, Long> lost = new TreeMap<>();

  LatestQueue(int maxUnacknowledged) {
    this.maxUnacknowledged = maxUnacknowledged;
  }

  /** Lets {@code message} wait; false when an older one of the camera was lost for it. */
  synchronized boolean offer(String camera, M message) {
    if (waiting.put(camera, message) == null) {
      return true;
    }
    lost.merge(camera, 1L, Long::sum);
    return false;
  }

  /** The next message to send; null when nothing waits or too many are on their way. */
  synchronized M poll() {
    if (unacknowledged.size() >= maxUnacknowledged || waiting.isEmpty()) {
      return null;
    }
    var oldest = waiting.entrySet().iterator();
    M message = oldest.next().getValue();
    oldest.remove();
    unacknowledged.add(message);
    return message;
  }

  /** The client has the oldest message on its way; null when none is. */
  synchronized M acknowledge() {
    return unacknowledged.poll();
  }

  /** Forgets what waits, for a client that wants something else now. */
  synchronized void clear() {
    waiting.clear();
  }

  /** Messages lost so far, by camera. */
  synchronized Map<String, Long> lost() {
    return new TreeMap<>(lost);
  }

  synchronized int waitingCount() {
    return waiting.size();
  }

  synchronized int unacknowledgedCount() {
    return unacknowledged.size();
  }
}
