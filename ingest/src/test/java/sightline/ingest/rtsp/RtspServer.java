package sightline.ingest.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A small, real RTSP server for tests: H.264 in RTP, interleaved in the TCP connection, looped for
 * ever. It can refuse credentials, stall without closing, and drop its clients.
 *
 * <p>Threading: one thread accepts, one serves each client; switches from any thread.
 */
public final class RtspServer implements AutoCloseable {

  private static final int CLOCK = 90_000; // Hz, of RTP time stamps for video

  private final List<H264Footage.AccessUnit> footage;
  private final double framesPerSecond;
  private final ServerSocket server;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private String credentials = "";
  private boolean stalled;
  private long framesBeforeStall = Long.MAX_VALUE;
  private boolean closed;
  private int connections;

  private RtspServer(H264Footage footage, ServerSocket server) {
    this.footage = footage.accessUnits();
    this.framesPerSecond = footage.framesPerSecond();
    this.server = server;
  }

  /**
   * Listens, and serves whoever comes.
   *
   * @param port to listen on at the loopback address; 0 for any free one
   */
  public static RtspServer start(int port, H264Footage footage) throws IOException {
    return start(port, footage, new ServerSocket());
  }

  /** The same over TLS, at any free port. */
  public static RtspServer startSecure(H264Footage footage, SSLContext identity)
      throws IOException {
    return start(0, footage, identity.getServerSocketFactory().createServerSocket());
  }

  private static RtspServer start(int port, H264Footage footage, ServerSocket socket)
      throws IOException {
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    var server = new RtspServer(footage, socket);
    server.daemon("rtsp-accept", server::accept);
    return server;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Address of the stream, with no credentials. */
  public String url() {
    String scheme = server instanceof SSLServerSocket ? "rtsps" : "rtsp";
    return scheme + "://127.0.0.1:" + port() + "/stream";
  }

  /** From now on only this user is let in. */
  public synchronized RtspServer requireCredentials(String user, String password) {
    credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(ISO_8859_1));
    return this;
  }

  /** Stops sending, or goes on; connections stay open. */
  public synchronized void stall(boolean now) {
    stalled = now;
    framesBeforeStall = Long.MAX_VALUE;
    notifyAll();
  }

  /** Stops sending to every client after that many frames, until {@link #stall} says otherwise. */
  public synchronized RtspServer stallAfter(int frames) {
    framesBeforeStall = frames;
    return this;
  }

  /** Closes every connection; clients may come back. */
  public void dropClients() {
    clients.forEach(RtspServer::close);
  }

  /** Connections ever accepted. */
  public synchronized int connections() {
    return connections;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    close(server);
    dropClients();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        synchronized (this) {
          connections++;
        }
        client.setTcpNoDelay(true);
        clients.add(client);
        daemon("rtsp-client", () -> serve(client));
      }
    } catch (IOException e) {
      dropClients(); // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var input = new BufferedInputStream(client.getInputStream());
      OutputStream output = client.getOutputStream();
      for (Request request = read(input); request != null; request = read(input)) {
        String answer = answer(request);
        synchronized (client) {
          output.write(answer.getBytes(ISO_8859_1));
          output.flush();
        }
        if (request.method.equals("PLAY") && answer.startsWith("RTSP/1.0 200")) {
          daemon("rtsp-play", () -> play(client));
        }
      }
    } catch (IOException e) {
      // the client went, or was dropped
      return;
    } finally {
      clients.remove(client);
    }
  }

  private String answer(Request request) {
    if (!isAllowed(request)) {
      return head(401, request) + "WWW-Authenticate: Basic realm=\"camera\"\r\n\r\n";
    }
    return switch (request.method) {
      case "OPTIONS" ->
          head(200, request) + "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
      case "DESCRIBE" -> {
        String description =
            """
            v=0\r
            o=- 0 0 IN IP4 127.0.0.1\r
            s=test\r
            t=0 0\r
            m=video 0 RTP/AVP 96\r
            c=IN IP4 0.0.0.0\r
            a=rtpmap:96 H264/90000\r
            a=fmtp:96 packetization-mode=1\r
            a=control:track1\r
            """;
        yield head(200, request)
            + "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(description.length(), description);
      }
      case "SETUP" ->
          head(200, request)
              + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n";
      default -> head(200, request) + "Session: 1\r\n\r\n";
    };
  }

  private synchronized boolean isAllowed(Request request) {
    return credentials.isEmpty()
        || request.method.equals("OPTIONS")
        || request.headers.getOrDefault("authorization", "").equals("Basic " + credentials);
  }

  private static String head(int status, Request request) {
    return "RTSP/1.0 %d %s\r\nCSeq: %s\r\n"
        .formatted(
            status,
            status == 200 ? "OK" : "Unauthorized",
            request.headers.getOrDefault("cseq", "0"));
  }

  private void play(Socket client) {
    long start = System.nanoTime();
    int sequence = 0;
    try {
      for (long frame = 0; !client.isClosed(); frame++) {
        if (!awaitDue(frame, start + Math.round(frame * 1e9 / framesPerSecond))) {
          return;
        }
        var unit = footage.get((int) (frame % footage.size()));
        long time = Math.round(frame * CLOCK / framesPerSecond);
        var packets = new ByteArrayOutputStream();
        for (byte[] payload : unit.payloads()) {
          boolean last = payload == unit.payloads().get(unit.payloads().size() - 1);
          packet(packets, payload, sequence++, time, last);
        }
        synchronized (client) {
          client.getOutputStream().write(packets.toByteArray());
        }
      }
    } catch (IOException e) {
      close(client);
    }
  }

  /** False when the server was closed. */
  private synchronized boolean awaitDue(long frame, long nanos) {
    try {
      while (!closed && (isStalled(frame) || System.nanoTime() < nanos)) {
        wait(isStalled(frame) ? 0 : Math.max(1, (nanos - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !closed;
  }

  private boolean isStalled(long frame) {
    return stalled || frame >= framesBeforeStall;
  }

  private static void packet(
      ByteArrayOutputStream out, byte[] payload, int sequence, long time, boolean last) {
    int length = 12 + payload.length;
    int[] header = {
      '$',
      0,
      length >> 8,
      length,
      0x80,
      96 | (last ? 0x80 : 0),
      sequence >> 8,
      sequence,
      (int) (time >> 24),
      (int) (time >> 16),
      (int) (time >> 8),
      (int) time,
      0,
      0,
      0,
      1
    };
    for (int value : header) {
      out.write(value);
    }
    out.writeBytes(payload);
  }

  /** The next request; null when the client has gone. Interleaved packets are skipped. */
  private static Request read(InputStream input) throws IOException {
    String first = line(input);
    while (first != null && first.isEmpty()) {
      first = line(input);
    }
    if (first == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(input); line != null && !line.isEmpty(); line = line(input)) {
      String[] pair = line.split(":", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair.length == 2 ? pair[1].strip() : "");
    }
    return new Request(first.split(" ", 2)[0], headers);
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = input.read();
      if (next < 0) {
        return null;
      }
      if (next == '$' && line.isEmpty()) {
        input.skipNBytes(1);
        input.skipNBytes(input.read() << 8 | input.read());
      } else if (next == '\n') {
        return line.toString().stripTrailing();
      } else {
        line.append((char) next);
      }
    }
  }

  private void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private record Request(String method, Map<String, String> headers) {}
}
