package sightline.inference.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /metrics}, {@code /health/live} and {@code /health/ready} beside the workers.
 *
 * <p>Threading: a few threads of its own answer, so that one client that stalls blocks nobody.
 */
public final class HealthServer implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService thread;

  private HealthServer(HttpServer server, ExecutorService thread) {
    this.server = server;
    this.thread = thread;
  }

  /**
   * Listens on {@code address}, port 0 for any free one.
   *
   * @param notLive why the process makes no progress; empty when it does
   * @param notReady why no frame can be handled now; empty when it can
   */
  public static HealthServer start(
      InetSocketAddress address,
      InferenceMetrics metrics,
      Supplier<String> notLive,
      Supplier<String> notReady)
      throws IOException {
    HttpServer server = HttpServer.create(address, 16);
    ExecutorService thread =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              var named = new Thread(work, "inference-health");
              named.setDaemon(true);
              return named;
            });
    server.setExecutor(thread);
    server.createContext("/metrics", new MetricsHandler(metrics.registry()));
    server.createContext("/health/live", exchange -> answer(exchange, notLive.get()));
    server.createContext("/health/ready", exchange -> answer(exchange, notReady.get()));
    server.start();
    return new HealthServer(server, thread);
  }

  /** Where a server on {@code host} and {@code port} is to listen. */
  public static InetSocketAddress address(String host, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String problem) throws IOException {
    try (exchange) {
      byte[] text = (problem.isEmpty() ? "ok\n" : problem + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 503, text.length);
      exchange.getResponseBody().write(text);
    }
  }
}
