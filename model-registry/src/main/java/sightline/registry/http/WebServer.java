package sightline.registry.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server and its one event loop.
 *
 * <p>Threading: {@link #start} and {@link #close} block and may come from any thread but the event
 * loop.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int WORKERS = 8;
  private static final int CHUNK_BYTES = 64 << 10;

  private final Vertx vertx;
  private final HttpServer server;

  private WebServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException when the address cannot be had
   */
  public static WebServer start(RegistryParts parts) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(2));
    try {
      var routes = new RegistryRoutes(parts);
      var server = vertx.createHttpServer(options(parts)).requestHandler(routes.router(vertx));
      await(server.listen());
      return new WebServer(vertx, server);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw new IllegalStateException(
          "the registry cannot listen on %s:%d: %s"
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
      await(server.close());
    } catch (CompletionException e) {
      LOG.warn("the server did not close in order: {}", e.getMessage());
    } finally {
      await(vertx.close());
    }
  }

  /** Manifest, metrics and lineage of an upload stand in its address, each letter up to three. */
  private static HttpServerOptions options(RegistryParts parts) {
    return new HttpServerOptions()
        .setHost(parts.address().host())
        .setPort(parts.address().port())
        .setIdleTimeout((int) parts.limits().idleTimeout().toSeconds())
        .setMaxChunkSize(CHUNK_BYTES)
        .setMaxInitialLineLength(9 * parts.limits().maxMetadataBytes() + CHUNK_BYTES);
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
