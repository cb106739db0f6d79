package sightline.trainer.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A small HTTP server beside the service: {@code /metrics}, {@code /health/live}, {@code
 * /health/ready}.
 *
 * <p>Threading: {@value #THREADS} threads of its own, {@code trainer-health}. A client that stalls
 * holds up one of them; the JDK's server knows a time limit for the whole process only, so none is
 * set here.
 */
public final class HealthServer implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;

  private HealthServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens from now on.
   *
   * @param port to listen on; 0 for any free one
   * @param stuck why the service is not live; empty when it is
   * @param trouble why the service is not ready; empty when it is
   * @throws BindException with one sentence when the port is taken
   */
  public static HealthServer start(
      String host,
      int port,
      TrainerMetrics metrics,
      Supplier<Optional<String>> stuck,
      Supplier<Optional<String>> trouble)
      throws IOException {
    HttpServer server = listen(host, port);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              var named = new Thread(task, "trainer-health");
              named.setDaemon(true);
              return named;
            });
    server.setExecutor(threads);
    server.createContext("/metrics", new MetricsHandler(metrics.registry()));
    server.createContext("/health/live", exchange -> answer(exchange, stuck.get()));
    server.createContext("/health/ready", exchange -> answer(exchange, trouble.get()));
    server.start();
    return new HealthServer(server, threads);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(String host, int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (BindException e) {
      boolean taken = String.valueOf(e.getMessage()).contains("in use");
      throw new BindException(
          taken
              ? "trainer.port is %d, which is in use".formatted(port)
              : "trainer.host is %s, which is no address of this machine".formatted(host));
    }
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
