package sightline.deploy.soak.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves cameras as MJPEG over HTTP on a free port of the loopback address, as {@code
 * http://127.0.0.1:PORT/NAME}.
 *
 * <p>Threading: one thread accepts, one a connection sends.
 *
 * <p>Ownership: closes its sockets and ends its cameras.
 */
public final class CameraServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraServer.class);

  private static final int BACKLOG = 50;
  private static final int CONNECTIONS_PER_CAMERA = 4;
  private static final int REQUEST_MILLIS = 5_000;
  private static final int MOST_HEADERS = 100;

  private final ServerSocket server;
  private final List<SceneCamera> cameras;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private CameraServer(ServerSocket server, List<SceneCamera> cameras) {
    this.server = server;
    this.cameras = cameras;
  }

  public static CameraServer start(List<SceneCamera> cameras) throws IOException {
    var server =
        new CameraServer(
            new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), List.copyOf(cameras));
    daemon(server::accept, "soak-cameras").start();
    return server;
  }

  /** Where {@code camera} is read from. */
  public String location(SceneCamera camera) {
    return "http://127.0.0.1:%d/%s".formatted(server.getLocalPort(), camera.name());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (open.size() >= CONNECTIONS_PER_CAMERA * cameras.size()) {
          socket.close();
          continue;
        }
        open.add(socket);
        daemon(() -> answer(socket), "soak-camera-" + socket.getPort()).start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.info("a connection to a camera failed: {}", e.toString());
        }
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      socket.setSoTimeout(REQUEST_MILLIS);
      socket.setTcpNoDelay(true);
      Optional<SceneCamera> camera = asked(socket);
      OutputStream out = socket.getOutputStream();
      if (camera.isEmpty()) {
        out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
        return;
      }
      out.write(
          ("HTTP/1.1 200 OK\r\nConnection: close\r\n"
                  + "Content-Type: multipart/x-mixed-replace; boundary="
                  + SceneCamera.BOUNDARY
                  + "\r\n\r\n")
              .getBytes(US_ASCII));
      camera.get().serve(out);
    } catch (IOException e) {
      LOG.debug("a reader of a camera is gone: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private Optional<SceneCamera> asked(Socket socket) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String request = reader.readLine();
    for (int i = 0; i < MOST_HEADERS; i++) {
      String line = reader.readLine();
      if (line == null || line.isEmpty()) {
        break;
      }
    }
    return cameras.stream()
        .filter(camera -> request != null && request.startsWith("GET /" + camera.name() + " "))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    cameras.forEach(SceneCamera::end);
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private static Thread daemon(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
