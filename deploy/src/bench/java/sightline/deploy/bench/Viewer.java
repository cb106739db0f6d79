package sightline.deploy.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Someone who looks at everything and keeps up, on this machine's clock. */
final class Viewer implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Double> whole = new ArrayList<>();
  private final List<Double> added = new ArrayList<>();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  private Viewer() {}

  static Viewer open(int port, String subscription) {
    var viewer = new Viewer();
    viewer.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), viewer)
            .join();
    viewer.socket.sendText(subscription, true).join();
    return viewer;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    binary.writeBytes(part);
    if (last) {
      ByteBuffer message = ByteBuffer.wrap(binary.toByteArray());
      binary.reset();
      take(new String(message.array(), Integer.BYTES, message.getInt(), UTF_8));
      from.sendText("{\"ack\":1}", true);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      if (message.contains("\"type\":\"event\"")) {
        take(message);
        from.sendText("{\"ack\":1}", true);
      }
    }
    from.request(1);
    return null;
  }

  private synchronized void take(String message) {
    Instant now = Instant.now();
    try {
      JsonNode read = JSON.readTree(message);
      JsonNode event = read.has("event") ? read.get("event") : read;
      JsonNode stages = event.path("stageMicros");
      if (stages.has("inferred")) {
        double millis =
            Duration.between(Instant.parse(event.get("capturedAt").asText()), now).toNanos() / 1e6;
        double model = (stages.get("inferred").asLong() - stages.get("prepared").asLong()) / 1e3;
        whole.add(millis);
        added.add(millis - model);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From capture until here. */
  synchronized List<Double> wholeMillis() {
    return List.copyOf(whole);
  }

  /** The same without the time between the finished tensor and the engine's answer. */
  synchronized List<Double> addedMillis() {
    return List.copyOf(added);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
