package sightline.ingest.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.CameraStatus.State;
import sightline.events.geometry.FrameSize;
import sightline.ingest.pace.Pacing;

/** A camera that serves MJPEG over HTTP. */
class MjpegCameraIT {

  private final RecordingSink sink = new RecordingSink();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldPublishJpegPartsByteForByteAndGarbageWithoutSize() throws Exception {
    byte[] jpeg = jpeg();
    server.createContext(
        "/video", exchange -> stream(exchange, jpeg, "garbage".getBytes(ISO_8859_1), jpeg));
    try (var camera = camera("/video")) {
      sink.await(seen -> seen.frames().size() >= 3);
      sink.awaitSeen(State.STALE);

      assertThat(sink.frames().get(0).picture().jpeg()).isEqualTo(jpeg);
      assertThat(sink.frames().get(0).size()).isEqualTo(new FrameSize(48, 32));
      assertThat(sink.frames().get(1).size()).isEqualTo(FrameSize.UNKNOWN);
      assertThat(sink.statuses())
          .filteredOn(status -> status.state() == State.STALE)
          .first()
          .matches(status -> status.counts().captured() == 3);
      assertThat(camera.progress().status().camera()).isEqualTo("door");
    }
  }

  @Test
  void shouldEndAReadThatHangsWhenClosed() throws Exception {
    server.createContext("/video", exchange -> stream(exchange, jpeg()));
    var camera = camera("/video");
    sink.awaitState(State.LIVE);
    Thread read = thread("ingest-door-read");

    camera.close();
    read.join(30_000);

    assertThat(read.isAlive()).isFalse(); // the server holds the stream open all the time
    assertThat(sink.heartbeats()).anyMatch(heartbeat -> heartbeat.ended());
  }

  @Test
  void shouldSayThatTheCredentialsAreRefused() throws Exception {
    server.createContext(
        "/video",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    try (var camera = camera("/video")) {
      sink.awaitState(State.AUTH_FAILED);

      assertThat(camera.progress().status().toString()).doesNotContain("sesame");
    }
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private Camera camera(String path) {
    String url = "http://admin:sesame@127.0.0.1:" + server.getAddress().getPort() + path;
    return TestCameras.start(TestCameras.settings("door", url, Pacing.LOOP), sink);
  }

  /** Sends the parts, then says nothing more. */
  private void stream(HttpExchange exchange, byte[]... parts) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      for (byte[] part : parts) {
        out.write(
            "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(part.length)
                .getBytes(ISO_8859_1));
        out.write(part);
        out.write("\r\n".getBytes(ISO_8859_1));
        out.flush();
      }
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] jpeg() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
    return bytes.toByteArray();
  }
}
