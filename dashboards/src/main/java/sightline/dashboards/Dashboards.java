package sightline.dashboards;

import java.time.Clock;
import java.util.function.Function;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.http.WallHub;
import sightline.dashboards.http.WebServer;
import sightline.dashboards.log.LogFeed;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * The map of this module.
 *
 * <pre>
 *   frames ------+
 *   detections --+--> LogFeed --> EventFeed --> WallHub --> WebServer --> browsers
 *   rejections --+    (Kafka)     (joins)       (shares)    (websocket, pages)
 *   cameras -----+
 * </pre>
 *
 * <p>Threading: {@link #start} and {@link #close} from any thread; both block for a moment.
 */
public final class Dashboards implements AutoCloseable {

  private final EventSource source;
  private final WebServer server;

  private Dashboards(EventSource source, WebServer server) {
    this.source = source;
    this.server = server;
  }

  /** Serves the wall of the log in {@code config}; the broker may come later. */
  public static Dashboards start(DashboardsConfig config) {
    Clock clock = Clock.systemUTC();
    var metrics = new DashboardsMetrics();
    return start(
        config, metrics, input -> LogFeed.start(config.logSettings(), clock, metrics, input));
  }

  static Dashboards start(
      DashboardsConfig config, DashboardsMetrics metrics, Function<WallInput, EventSource> open) {
    Clock clock = Clock.systemUTC();
    var hub = new WallHub(config.clientLimits(), clock, metrics);
    var feed = new EventFeed(config.feedLimits(), clock, metrics, hub::frame);
    EventSource source = open.apply(feed);
    try {
      var parts =
          new WebServer.Parts(config.listenAddress(), config.clientLimits(), feed, hub, source);
      return new Dashboards(source, WebServer.start(parts, clock, metrics));
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** The port the wall is served on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      source.close();
    }
  }
}
