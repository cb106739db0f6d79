package sightline.dashboards.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.feed.StageLatencies.FrameTimes;
import sightline.dashboards.feed.WallFrame;
import sightline.dashboards.http.ClientRequest.Latest;
import sightline.dashboards.http.WallClient.Message;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * Hands each frame to the clients that want it, as one buffer shared by all of them, and remembers
 * the newest frame of each camera for those who come later.
 *
 * <p>Threading: any thread; one lock, under which nothing blocks.
 */
public final class WallHub {

  private final ClientLimits limits;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final StageLatencies latencies;
  private final WallClient.Listener listener = new Measure();
  private final Set<WallClient> clients = new LinkedHashSet<>();
  private final Map<String, Shared> newest = new TreeMap<>();

  public WallHub(
      ClientLimits limits, Clock clock, DashboardsMetrics metrics, StageLatencies latencies) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    this.latencies = latencies;
  }

  /** Takes the next frame of a camera. */
  public synchronized void frame(WallFrame frame) {
    var shared = new Shared(frame, limits.maxMaskBytes());
    newest.put(frame.camera(), shared);
    Instant now = clock.instant();
    for (WallClient client : clients) {
      if (client.wants(frame.camera(), now)) {
        client.offer(shared.message());
      }
    }
  }

  /** Lets a client in; null when there are as many as there may be. */
  synchronized WallClient join(ServerWebSocket socket, Context context) {
    if (clients.size() >= limits.maxClients()) {
      return null;
    }
    var client =
        new WallClient(socket, context, limits.maxUnacknowledged(), listener, clock.instant());
    clients.add(client);
    metrics.clients(clients.size());
    return client;
  }

  synchronized void leave(WallClient client) {
    clients.remove(client);
    metrics.clients(clients.size());
  }

  /** Changes what a client gets, and shows it the newest frame of each camera right away. */
  synchronized void subscribe(WallClient client, Latest wanted) {
    client.subscribe(wanted);
    newest.forEach(
        (camera, shared) -> {
          if (wanted.covers(camera)) {
            client.offer(shared.message().again());
          }
        });
  }

  /** Forgets the pictures of cameras that are no more. */
  synchronized void keepOnly(Collection<String> cameras) {
    newest.keySet().retainAll(cameras);
  }

  synchronized java.util.List<WallClient> clients() {
    return java.util.List.copyOf(clients);
  }

  private final class Measure implements WallClient.Listener {
    @Override
    public void written(Message message) {
      metrics.frameSent(message.camera(), message.bytes().length());
      if (!message.replay()) {
        latencies.delivered(message.times(), clock.instant());
      }
    }

    @Override
    public void lost(String camera) {
      metrics.frameLost(camera);
    }
  }

  /** A frame and, once somebody wants it, its bytes. */
  private static final class Shared {
    private final WallFrame frame;
    private final int maxMaskBytes;
    private Message message;

    Shared(WallFrame frame, int maxMaskBytes) {
      this.frame = frame;
      this.maxMaskBytes = maxMaskBytes;
    }

    Message message() {
      if (message == null) {
        Buffer bytes = FrameMessage.of(frame, maxMaskBytes);
        message = new Message(frame.camera(), bytes, FrameTimes.of(frame), false);
      }
      return message;
    }
  }
}
