package sightline.deploy.soak.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * One browser at the wall, without pixels: takes every picture and acknowledges it, or never does.
 *
 * <p>Threading: messages come on threads of the HTTP client, one at a time.
 */
public final class WallViewer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 16 << 20;

  private final boolean acknowledges;
  private final Clock clock;
  private final BiConsumer<Instant, Duration> seen;
  private final Set<String> met = new HashSet<>();
  private final AtomicLong pictures = new AtomicLong();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private WebSocket socket;
  private volatile boolean closed;

  private WallViewer(boolean acknowledges, Clock clock, BiConsumer<Instant, Duration> seen) {
    this.acknowledges = acknowledges;
    this.clock = clock;
    this.seen = seen;
  }

  /**
   * Opens the wall on {@code port} of this machine.
   *
   * @param acknowledges whether it says that it has drawn a picture, without which it gets no more
   * @param seen hears of each picture with a result: when it was captured, and how long it took
   *     here
   */
  public static WallViewer open(
      int port, boolean acknowledges, Clock clock, BiConsumer<Instant, Duration> seen)
      throws IOException, InterruptedException {
    var viewer = new WallViewer(acknowledges, clock, seen);
    try {
      viewer.socket =
          CLIENT
              .newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .buildAsync(URI.create("ws://127.0.0.1:%d/ws".formatted(port)), viewer.new Ear())
              .get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
      viewer.socket.sendText("{\"subscribe\":{\"mode\":\"latest\",\"cameras\":\"all\"}}", true);
      return viewer;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the wall does not open: " + e.getMessage(), e);
    }
  }

  /** Pictures that came. */
  public long pictures() {
    return pictures.get();
  }

  /** Whether the server has hung up. */
  public boolean isGone() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    socket.abort();
  }

  private void take(byte[] bytes) throws IOException {
    Instant now = clock.instant();
    int length = ByteBuffer.wrap(bytes).getInt();
    JsonNode event = JSON.readTree(bytes, Integer.BYTES, length);
    pictures.incrementAndGet();
    // The first picture of a camera may be an old one, shown to the newcomer.
    boolean isFirst = met.add(event.path("frame").path("camera").asText());
    if (!isFirst && event.path("outcome").asText().equals("inferred")) {
      Instant capturedAt = Instant.parse(event.path("capturedAt").asText());
      seen.accept(capturedAt, Duration.between(capturedAt, now));
    }
  }

  private final class Ear implements WebSocket.Listener {

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      if (message.size() + part.length <= MOST_BYTES) {
        message.writeBytes(part);
      }
      if (last) {
        byte[] whole = message.toByteArray();
        message.reset();
        try {
          take(whole);
        } catch (IOException e) {
          closed = true;
        }
        if (acknowledges) {
          from.sendText("{\"ack\":1}", true);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed = true;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed = true;
    }
  }
}
