package sightline.ingest.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sightline.ingest.rtsp.Ffmpeg;

/**
 * A live HLS camera for tests: every second its playlist names one more segment and one less.
 *
 * <p>Threading: switches from any thread.
 */
final class HlsServer implements AutoCloseable {

  static final int FRAMES_PER_SECOND = 10;

  private static final int SEGMENTS = 20;
  private static final int WINDOW = 3; // segments in the playlist

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long started = System.nanoTime();
  private volatile long frozenAt = Long.MAX_VALUE;
  private volatile int status = 200;

  private HlsServer(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Writes MPEG-TS segments of a second each into {@code folder}. */
  static void makeSegments(Path folder) throws IOException {
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=160x120:rate=" + FRAMES_PER_SECOND,
        "-t",
        Integer.toString(SEGMENTS),
        "-c:v",
        "libopenh264",
        "-g",
        Integer.toString(FRAMES_PER_SECOND),
        "-f",
        "hls",
        "-hls_time",
        "1",
        "-hls_list_size",
        "0",
        "-hls_segment_filename",
        folder.resolve("%d.ts").toString(),
        folder.resolve("whole.m3u8").toString());
  }

  /**
   * Listens at the loopback address.
   *
   * @param port to listen on; 0 for any free one
   */
  static HlsServer start(int port, Path folder) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var hls = new HlsServer(folder, HttpServer.create(address, 0));
    hls.server.setExecutor(hls.threads);
    hls.server.createContext("/", hls::answer);
    hls.server.start();
    return hls;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** From now on the playlist stays as it is. */
  void freeze() {
    frozenAt = seconds();
  }

  /** From now on everything is answered with this HTTP status. */
  void refuse(int with) {
    status = with;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] body =
          name.equals("x.m3u8")
              ? playlist().getBytes(UTF_8)
              : Files.readAllBytes(folder.resolve(name));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String playlist() {
    long first = Math.min(SEGMENTS - WINDOW, Math.min(frozenAt, seconds()));
    var playlist =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n")
            .append("#EXT-X-MEDIA-SEQUENCE:" + first + "\n");
    for (long segment = first; segment < first + WINDOW; segment++) {
      playlist.append("#EXTINF:1.0,\n" + segment + ".ts\n");
    }
    return playlist.toString();
  }

  private long seconds() {
    return (System.nanoTime() - started) / 1_000_000_000;
  }
}
