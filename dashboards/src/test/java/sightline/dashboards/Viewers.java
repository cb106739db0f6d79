package sightline.dashboards;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many websocket viewers on one event loop. What each got, and how long after it was shown, is
 * noted.
 *
 * <p>Threading: methods from the test's thread.
 */
final class Viewers implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final String CLOCK = "{\"type\":\"clock\"";

  /** One that reads and acknowledges at once. */
  static final class Viewer {
    private final Map<String, List<Long>> seen = new ConcurrentHashMap<>();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean open = true;

    /** Sequences of the frames of {@code camera}, as they came. */
    List<Long> seen(String camera) {
      return seen.getOrDefault(camera, List.of());
    }

    boolean isOpen() {
      return open;
    }

    int timesTold() {
      return told.get();
    }
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final WebSocketClient client;
  private final WebSocketConnectOptions address;
  private final Semaphore frames = new Semaphore(0);
  private final Semaphore sites = new Semaphore(0);
  private final Map<String, Long> shownAt = new ConcurrentHashMap<>();
  private final Queue<Long> delaysNanos = new ConcurrentLinkedQueue<>();

  Viewers(int port) {
    client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(10_000).setMaxMessageSize(1 << 20));
    address =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/ws")
            .setTimeout(PATIENCE_SECONDS * 1_000);
  }

  /** Connects one that keeps up; {@code cameras} as in a subscription. */
  Viewer connect(String cameras) throws Exception {
    var viewer = new Viewer();
    WebSocket socket = await(client.connect(address));
    socket.closeHandler(ignored -> viewer.open = false);
    socket.binaryMessageHandler(
        message -> {
          note(viewer, message);
          socket.writeTextMessage("{\"ack\":1}");
          frames.release();
        });
    var heard = new CompletableFuture<Void>();
    socket.textMessageHandler(
        text -> {
          if (text.startsWith(CLOCK)) {
            heard.complete(null);
          }
          if (text.startsWith("{\"type\":\"site\"")) {
            viewer.told.incrementAndGet();
            sites.release();
          }
        });
    await(socket.writeTextMessage("{\"subscribe\":{\"cameras\":" + cameras + "}}"));
    await(socket.writeTextMessage("{\"clock\":1}"));
    heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS); // now it has heard what is wanted
    return viewer;
  }

  /** Connects one that asks for everything and then reads nothing, not even from its socket. */
  void connectStalled() throws Exception {
    WebSocket socket = await(client.connect(address));
    var heard = new CompletableFuture<Void>();
    socket.textMessageHandler(
        text -> {
          if (text.startsWith(CLOCK)) {
            socket.pause();
            heard.complete(null);
          }
        });
    await(socket.writeTextMessage("{\"subscribe\":{}}"));
    await(socket.writeTextMessage("{\"clock\":1}"));
    heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Notes that a frame is shown now. */
  void showing(String camera, long sequence) {
    shownAt.put(camera + "/" + sequence, System.nanoTime());
  }

  /** Waits until {@code count} more frames have come to those that keep up. */
  void awaitFrames(int count) throws InterruptedException {
    if (!frames.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "%d of %d frames within %d s".formatted(frames.drainPermits(), count, PATIENCE_SECONDS));
    }
  }

  /** Waits until all of them together were told {@code count} more times how the site does. */
  void awaitSites(int count) throws InterruptedException {
    sites.drainPermits();
    if (!sites.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the site was not told within " + PATIENCE_SECONDS + " s");
    }
  }

  /** 99 of 100 frames came this many ms after they were shown, since asked last; for the record. */
  double p99Millis() {
    long[] sorted = delaysNanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    delaysNanos.clear();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(.99 * sorted.length) - 1] / 1e6;
  }

  @Override
  public void close() throws Exception {
    await(vertx.close());
  }

  private void note(Viewer viewer, Buffer message) {
    int length = message.getInt(0);
    var frame = new JsonObject(message.getBuffer(4, 4 + length)).getJsonObject("frame");
    String camera = frame.getString("camera");
    long sequence = frame.getLong("sequence");
    viewer.seen.computeIfAbsent(camera, ignored -> new CopyOnWriteArrayList<>()).add(sequence);
    Long since = shownAt.get(camera + "/" + sequence);
    if (since != null) {
      delaysNanos.add(System.nanoTime() - since);
    }
  }

  private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
