package sightline.dashboards;

import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.health.SiteHealth;
import sightline.dashboards.http.WallHub;
import sightline.dashboards.http.WebServer;
import sightline.dashboards.http.training.TrainingRoutes;
import sightline.dashboards.ledger.Accounts;
import sightline.dashboards.ledger.LedgerBook;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.ledger.RejectionBook;
import sightline.dashboards.log.LogFeed;
import sightline.dashboards.log.LogFeed.Inputs;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.training.TrainingBook;

/**
 * The map of this module.
 *
 * <pre>
 *   frames ------+
 *   detections, -+
 *   segmentations,
 *   anomalies ---+--> LogFeed --> EventFeed --> WallHub --> WebServer --> browsers
 *   rejections --+    (Kafka)     (joins)       (shares)    (websocket, pages)
 *   cameras -----+                  |
 *                |                  +--> SiteHealth --> WebServer
 *   ledger ------+--> LogFeed --> Accounts --^
 *   rejections --+  (committed)   (remembers)
 *
 *   training-progress --> LogFeed --> TrainingBook --> WebServer
 *   training-jobs --------^    ^                          |
 *         ^                    +---- jobs and stops ------+
 *         +-------------------------
 *
 *   browsers --> WebServer --> RegistryPass --> registry (HTTP)
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
    return start(config, List::of);
  }

  /**
   * The same, with live accuracy on the wall.
   *
   * @param accuracy how right the slots are now, where somebody knows the truth; asked about once a
   *     second from any thread, must not block
   */
  public static Dashboards start(DashboardsConfig config, Supplier<List<LiveAccuracy>> accuracy) {
    Clock clock = Clock.systemUTC();
    var metrics = new DashboardsMetrics();
    return start(
        config,
        metrics,
        inputs -> LogFeed.start(config.logSettings(), clock, metrics, inputs),
        accuracy);
  }

  static Dashboards start(
      DashboardsConfig config,
      DashboardsMetrics metrics,
      BiFunction<WallInput, LedgerInput, EventSource> open) {
    return start(config, metrics, inputs -> open.apply(inputs.wall(), inputs.accounts()), List::of);
  }

  static Dashboards start(
      DashboardsConfig config,
      DashboardsMetrics metrics,
      Function<Inputs, EventSource> open,
      Supplier<List<LiveAccuracy>> accuracy) {
    Clock clock = Clock.systemUTC();
    var latencies = new StageLatencies(metrics);
    var hub = new WallHub(config.clientLimits(), clock, metrics, latencies);
    var feed = new EventFeed(config.feedLimits(), clock, metrics, latencies, hub::frame);
    var limits = config.ledgerLimits();
    var accounts =
        new Accounts(new LedgerBook(limits, clock, metrics), new RejectionBook(limits, metrics));
    var jobs = new TrainingBook(config.trainingLimits(), metrics);
    EventSource source = open.apply(new Inputs(feed, accounts, jobs));
    try {
      var sources = new SiteHealth.Sources(feed, source, accounts, latencies, accuracy);
      var health = new SiteHealth(sources, config.ledgerSilentAfter(), metrics);
      var parts =
          new WebServer.Parts(
              config.listenAddress(),
              config.clientLimits(),
              limits,
              config.registrySettings(),
              health,
              hub,
              new TrainingRoutes.Parts(jobs, source.jobRequests(), config.recipeFolder()));
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
