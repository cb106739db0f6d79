package sightline.dashboards.http;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.health.HealthView;
import sightline.dashboards.health.SiteHealth;
import sightline.dashboards.http.ClientRequest.Acknowledge;
import sightline.dashboards.http.ClientRequest.AskClock;
import sightline.dashboards.http.ClientRequest.Every;
import sightline.dashboards.http.ClientRequest.Latest;
import sightline.dashboards.http.WebServer.Parts;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * The websocket {@code /ws}: takes what clients say, tells them once a second how the site does.
 *
 * <p>Threading: the server's event loop.
 */
final class EventSocket {

  private static final Logger LOG = LoggerFactory.getLogger(EventSocket.class);

  /** Websocket close codes of RFC 6455 and its registry. */
  private static final short GOING_AWAY = 1001;

  private static final short POLICY_VIOLATION = 1008;
  private static final short TRY_AGAIN_LATER = 1013;

  private final ClientLimits limits;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final SiteHealth health;
  private final StageLatencies latencies;
  private final WallHub hub;
  private final EveryClients everyClients;

  EventSocket(Parts parts, Clock clock, DashboardsMetrics metrics) {
    this.limits = parts.limits();
    this.clock = clock;
    this.metrics = metrics;
    this.health = parts.health();
    this.latencies = health.sources().latencies();
    this.hub = parts.hub();
    this.everyClients = new EveryClients(limits.maxEveryClients(), health.sources().source());
  }

  void open(ServerWebSocket socket, Context context) {
    WallClient client = hub.join(socket, context);
    if (client == null) {
      metrics.clientRefused("full");
      socket.close(
          TRY_AGAIN_LATER, "%d viewers are connected, the limit".formatted(limits.maxClients()));
      return;
    }
    socket.closeHandler(
        ignored -> {
          hub.leave(client);
          everyClients.remove(socket);
        });
    socket.exceptionHandler(e -> LOG.debug("websocket of {}", socket.remoteAddress(), e));
    socket.pongHandler(ignored -> client.heard(clock.instant()));
    socket.textMessageHandler(text -> take(client, text));
    client.tell(WallJson.site(health.view()).toString());
  }

  /** Once a second: the site to everyone, and a look at who is still there. */
  void tick() {
    HealthView view = health.view();
    hub.keepOnly(view.site().cameras().stream().map(camera -> camera.status().camera()).toList());
    metrics.framesWaiting(hub.clients().stream().mapToInt(WallClient::waitingFrames).sum());
    String site = WallJson.site(view).toString();
    Instant now = clock.instant();
    for (WallClient client : hub.clients()) {
      if (!everyClients.contains(client.socket())) {
        client.tell(site);
        client.tellLost();
      }
      client.pingWhenSilent(now, limits.pingInterval());
      if (client.isIdle(now, limits.idleTimeout())) {
        LOG.info("websocket of {} answered nothing: dropped", client.socket().remoteAddress());
        client.socket().close(GOING_AWAY, "no answer for " + limits.idleTimeout());
        hub.leave(client);
      }
    }
  }

  void closeAll() {
    hub.clients().forEach(client -> client.socket().close(GOING_AWAY, "the server stops"));
  }

  private void take(WallClient client, String text) {
    client.heard(clock.instant());
    try {
      act(client, ClientRequest.read(text, limits.maxCameras()));
    } catch (IllegalArgumentException e) {
      client.socket().close(POLICY_VIOLATION, shortened(e.getMessage()));
    }
  }

  private void act(WallClient client, ClientRequest request) {
    if (request instanceof Acknowledge acknowledge) {
      acknowledged(client, acknowledge);
    } else if (request instanceof AskClock ask) {
      Instant now = clock.instant();
      double millis = now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
      client.tell(WallJson.clock(ask.token(), millis).toString());
    } else if (everyClients.contains(client.socket())) {
      throw new IllegalArgumentException("this connection reads every event and stays with it");
    } else if (request instanceof Latest latest) {
      hub.subscribe(client, latest);
    } else if (request instanceof Every every) {
      readEvery(client, every);
    }
  }

  private void readEvery(WallClient client, Every every) {
    if (everyClients.isFull()) {
      metrics.clientRefused("every_full");
      client
          .socket()
          .close(
              TRY_AGAIN_LATER,
              "%d clients read every event, the limit".formatted(limits.maxEveryClients()));
    } else {
      client.subscribe(WallClient.NOTHING);
      everyClients.add(client.socket(), client.context(), every);
    }
  }

  private void acknowledged(WallClient client, Acknowledge acknowledge) {
    if (everyClients.contains(client.socket())) {
      everyClients.acknowledge(client.socket(), acknowledge.count());
    } else {
      drawn(client, acknowledge);
    }
  }

  private void drawn(WallClient client, Acknowledge acknowledge) {
    boolean tells = client.acknowledged();
    if (tells) {
      latencies.drawn(acknowledge.glassSeconds(), clock.instant());
    }
  }

  /** A close reason has 123 bytes. */
  static String shortened(String reason) {
    return reason.length() <= 60 ? reason : reason.substring(0, 60);
  }
}
