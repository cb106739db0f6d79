package sightline.ingest.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A small HTTP server beside the service: {@code /metrics}, {@code /health/live}, {@code
 * /health/ready}.
 *
 * <p>Threading: one thread of its own, {@code ingest-health}.
 */
public final class HealthServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService thread;

  private HealthServer(HttpServer server, ExecutorService thread) {
    this.server = server;
    this.thread = thread;
  }

  /**
   * Listens from now on.
   *
   * @param port to listen on; 0 for any free one
   * @param trouble why the service is not ready; empty when it is
   */
  public static HealthServer start(
      String host, int port, IngestMetrics<?> metrics, Supplier<Optional<String>> trouble)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              var named = new Thread(task, "ingest-health");
              named.setDaemon(true);
              return named;
            });
    server.setExecutor(thread);
    server.createContext("/metrics", new MetricsHandler(metrics.registry()));
    server.createContext("/health/live", exchange -> answer(exchange, Optional.empty()));
    server.createContext("/health/ready", exchange -> answer(exchange, trouble.get()));
    server.start();
    return new HealthServer(server, thread);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Optional<String> trouble) throws IOException {
    byte[] body = (trouble.orElse("ok") + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    try (exchange) {
      exchange.sendResponseHeaders(trouble.isPresent() ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
