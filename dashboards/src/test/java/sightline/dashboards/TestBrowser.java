package sightline.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A websocket client that reads everything and acknowledges only what a test tells it to. */
final class TestBrowser implements WebSocket.Listener, AutoCloseable {

  record Frame(JsonNode header, int pictureBytes) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final AtomicInteger received = new AtomicInteger();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<WebSocket> socket;

  TestBrowser(int port, String origin) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Origin", origin)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this);
  }

  TestBrowser open() throws Exception {
    socket.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  void send(String message) throws Exception {
    socket.get().sendText(message, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until the server has handled all that was sent before. */
  void awaitClock() throws Exception {
    send("{\"clock\":1}");
    awaitText("clock");
  }

  Frame awaitFrame() throws InterruptedException {
    Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame within " + PATIENCE_SECONDS + " s");
    }
    return frame;
  }

  JsonNode awaitText(String type) throws InterruptedException {
    while (true) {
      JsonNode message = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no " + type + " within " + PATIENCE_SECONDS + " s");
      }
      if (message.path("type").asText().equals(type)) {
        return message;
      }
    }
  }

  /** How many frames of {@code camera} were lost, once the site has been told twice after it. */
  long awaitLost(String camera) throws InterruptedException {
    awaitText("site");
    return awaitText("lost").path("frames").path(camera).asLong();
  }

  String awaitClose() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The status with which the handshake was refused. */
  int awaitRefusal() throws InterruptedException, TimeoutException {
    try {
      socket.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("the handshake was accepted");
    } catch (ExecutionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  int framesReceived() {
    return received.get();
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    socket.thenAccept(WebSocket::abort);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      texts.add(parse(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), 0));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    binary.writeBytes(part);
    if (last) {
      byte[] message = binary.toByteArray();
      int length = ByteBuffer.wrap(message).getInt();
      received.incrementAndGet();
      frames.add(
          new Frame(
              parse(java.util.Arrays.copyOf(message, 4 + length), 4), message.length - 4 - length));
      binary.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  private static JsonNode parse(byte[] bytes, int from) {
    try {
      return JSON.readTree(bytes, from, bytes.length - from);
    } catch (IOException e) {
      throw new AssertionError("the server sent no JSON", e);
    }
  }
}
