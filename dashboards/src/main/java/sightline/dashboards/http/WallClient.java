package sightline.dashboards.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import sightline.dashboards.feed.StageLatencies.FrameTimes;
import sightline.dashboards.http.ClientRequest.Latest;

/**
 * One browser at the wall. However slow it is, it costs a few messages: those on their way and the
 * latest of each camera.
 *
 * <p>Threading: {@link #offer} from any one thread at a time; everything else on the websocket's
 * event loop.
 */
final class WallClient {

  /**
   * One frame for one or more clients.
   *
   * @param camera it is of
   * @param bytes shared with other clients
   * @param times that its delivery is measured with
   * @param replay whether it is an old picture shown to a newcomer
   */
  record Message(String camera, Buffer bytes, FrameTimes times, boolean replay) {
    Message again() {
      return new Message(camera, bytes, times, true);
    }
  }

  /**
   * Hears what becomes of messages.
   *
   * <p>Threading: {@link #written} on the event loop, {@link #lost} on any thread.
   */
  interface Listener {
    void written(Message message);

    void lost(String camera);
  }

  static final Latest NOTHING = new Latest(false, java.util.Set.of(), 0);

  private final ServerWebSocket socket;
  private final Context context;
  private final Listener listener;
  private final LatestQueue<Message> queue;
  private final AtomicBoolean sendScheduled = new AtomicBoolean();
  private final Map<String, Instant> lastOffer = new ConcurrentHashMap<>();
  private volatile Latest subscription = NOTHING;
  private Map<String, Long> lostTold = Map.of();
  private Instant lastHeard;
  private Instant lastPing;

  WallClient(
      ServerWebSocket socket,
      Context context,
      int maxUnacknowledged,
      Listener listener,
      Instant now) {
    this.socket = socket;
    this.context = context;
    this.listener = listener;
    this.queue = new LatestQueue<>(maxUnacknowledged);
    this.lastHeard = now;
    this.lastPing = now;
    socket.drainHandler(ignored -> send());
  }

  ServerWebSocket socket() {
    return socket;
  }

  Context context() {
    return context;
  }

  void subscribe(Latest wanted) {
    subscription = wanted;
    lastOffer.clear();
    queue.clear();
  }

  /** Whether a frame of {@code camera} that is there at {@code now} is to be offered. */
  boolean wants(String camera, Instant now) {
    Latest wanted = subscription;
    if (!wanted.covers(camera)) {
      return false;
    }
    if (wanted.maxFramesPerSecond() == 0) {
      return true;
    }
    Instant before = lastOffer.get(camera);
    // A tenth of slack, so that a limit equal to the camera's rate drops nothing.
    var least = Duration.ofNanos((long) (.9e9 / wanted.maxFramesPerSecond()));
    if (before != null && before.plus(least).isAfter(now)) {
      return false;
    }
    lastOffer.put(camera, now);
    return true;
  }

  void offer(Message message) {
    if (!queue.offer(message.camera(), message)) {
      listener.lost(message.camera());
    }
    if (sendScheduled.compareAndSet(false, true)) {
      context.runOnContext(
          ignored -> {
            sendScheduled.set(false);
            send();
          });
    }
  }

  /** Takes an acknowledgement; true when its time since capture tells something. */
  boolean acknowledged() {
    Message message = queue.acknowledge();
    send();
    return message != null && !message.replay();
  }

  /** Frames that wait for it to be done with others. */
  int waitingFrames() {
    return queue.waitingCount();
  }

  /** Says {@code text} if there is room; what is said every second need not wait in a queue. */
  void tell(String text) {
    if (!socket.isClosed() && !socket.writeQueueFull()) {
      socket.writeTextMessage(text);
    }
  }

  /** Says how many frames were lost, if that has changed. */
  void tellLost() {
    Map<String, Long> lost = queue.lost();
    if (!lost.equals(lostTold)) {
      lostTold = lost;
      tell(WallJson.lost(lost).toString());
    }
  }

  void heard(Instant now) {
    lastHeard = now;
  }

  boolean isIdle(Instant now, Duration timeout) {
    return lastHeard.plus(timeout).isBefore(now);
  }

  void pingWhenSilent(Instant now, Duration interval) {
    if (!lastPing.plus(interval).isAfter(now)) {
      lastPing = now;
      socket.writePing(Buffer.buffer());
    }
  }

  private void send() {
    while (!socket.isClosed() && !socket.writeQueueFull()) {
      Message message = queue.poll();
      if (message == null) {
        return;
      }
      socket.writeBinaryMessage(message.bytes());
      listener.written(message);
    }
  }
}
