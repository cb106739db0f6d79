package sightline.deploy.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what it was told to answer, on a free port, and remembers what it was asked. The last
 * answer to a question is given again and again.
 *
 * <p>Threading: one thread serves; the rest from any.
 */
public final class FakeRegistry implements AutoCloseable {

  /** What it was asked, with the preconditions and the body. */
  public record Asked(String line, String ifMatch, String ifNoneMatch, String body) {}

  private record Answer(int status, String body, Map<String, String> headers) {}

  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private HttpServer server;
  private int port;

  public FakeRegistry() {
    start();
  }

  /** Begins to answer, on the port it had before, if any. */
  public void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Answers {@code question}, such as {@code GET /slots}, with JSON. */
  public FakeRegistry on(String question, int status, String body, String... headers) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    synchronized (this) {
      answers
          .computeIfAbsent(question, any -> new ArrayDeque<>())
          .add(new Answer(status, body.replace('\'', '"'), map));
    }
    return this;
  }

  /** Everything that was asked so far. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Answer answer = take(line, exchange);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Answer take(String line, HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            line,
            exchange.getRequestHeaders().getFirst("If-Match"),
            exchange.getRequestHeaders().getFirst("If-None-Match"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    Deque<Answer> left = answers.get(line.replaceFirst("\\?.*", ""));
    if (left == null) {
      return new Answer(404, "{\"detail\":\"there is no " + line + "\"}", Map.of());
    }
    return left.size() > 1 ? left.poll() : left.peek();
  }

  /** It dies; {@link #start} brings it back. */
  @Override
  public void close() {
    server.stop(0);
  }
}
