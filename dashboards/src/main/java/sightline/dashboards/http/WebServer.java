package sightline.dashboards.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.health.SiteHealth;
import sightline.dashboards.http.request.ListenAddress;
import sightline.dashboards.http.request.RequestGuard;
import sightline.dashboards.http.training.TrainingRoutes;
import sightline.dashboards.ledger.LedgerLimits;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.registry.RegistryPass;
import sightline.dashboards.registry.RegistrySettings;

/**
 * The HTTP server and its one event loop.
 *
 * <p>Threading: {@link #start} and {@link #close} block and may come from any thread but the event
 * loop.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An upload may carry metrics and lineage behind its question mark. */
  private static final int MAX_ADDRESS_BYTES = 256 << 10;

  /** Larger messages travel in several websocket frames. */
  private static final int MAX_WEBSOCKET_FRAME_BYTES = 256 << 10;

  private final Vertx vertx;
  private final EventSocket socket;
  private final HttpServer server;

  private WebServer(Vertx vertx, EventSocket socket, HttpServer server) {
    this.vertx = vertx;
    this.socket = socket;
    this.server = server;
  }

  /**
   * What the server shows and obeys.
   *
   * @param address to listen on
   * @param limits of its clients
   * @param ledgerLimits of what is remembered of the accounts
   * @param registry that the models page asks
   * @param health of what it tells about
   * @param hub that brings the frames
   * @param training jobs, and who takes wishes for more
   */
  public record Parts(
      ListenAddress address,
      ClientLimits limits,
      LedgerLimits ledgerLimits,
      RegistrySettings registry,
      SiteHealth health,
      WallHub hub,
      TrainingRoutes.Parts training) {}

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException when the address cannot be had
   */
  public static WebServer start(Parts parts, Clock clock, DashboardsMetrics metrics) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
    try {
      var socket = new EventSocket(parts, clock, metrics);
      var guard = new RequestGuard(parts.address());
      var accounts = new AccountRoutes(vertx, clock, parts.health(), parts.ledgerLimits());
      var pass = new RegistryPass(vertx, parts.registry(), metrics);
      var registry = new RegistryRoutes(pass, guard, metrics);
      var training = new TrainingRoutes(vertx, guard, parts.training(), metrics);
      var mounted = new DashboardRoutes.Mounted(accounts, registry, training);
      var routes = new DashboardRoutes(guard, parts.health(), socket, mounted, metrics);
      var server = vertx.createHttpServer(options(parts)).requestHandler(routes.router(vertx));
      await(server.listen());
      var feed = parts.health().sources().feed();
      vertx.setPeriodic(TELL_EVERY.toMillis(), ignored -> socket.tick());
      vertx.setPeriodic(EXPIRE_EVERY.toMillis(), ignored -> feed.expire());
      return new WebServer(vertx, socket, server);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw new IllegalStateException(
          "the dashboards cannot listen on %s:%d: %s"
              .formatted(parts.address().host(), parts.address().port(), e.getMessage()),
          e);
    }
  }

  /** The port it listens on, also when any free one was asked for. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    try {
      socket.closeAll();
      await(server.close());
    } catch (CompletionException e) {
      LOG.warn("the server did not close in order: {}", e.getMessage());
    } finally {
      await(vertx.close());
    }
  }

  private static HttpServerOptions options(Parts parts) {
    return new HttpServerOptions()
        .setHost(parts.address().host())
        .setPort(parts.address().port())
        .setIdleTimeout((int) parts.limits().idleTimeout().toSeconds() * 2) // pings keep websockets
        .setPerMessageWebSocketCompressionSupported(false) // JPEG does not shrink
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxInitialLineLength(MAX_ADDRESS_BYTES)
        .setMaxWebSocketFrameSize(MAX_WEBSOCKET_FRAME_BYTES)
        .setMaxWebSocketMessageSize(parts.limits().maxRequestBytes());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new CompletionException("no answer within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("interrupted", e);
    }
  }
}
