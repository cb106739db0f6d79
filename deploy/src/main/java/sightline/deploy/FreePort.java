package sightline.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;
import sightline.deploy.console.BadInput;

/** Finds TCP ports that nobody uses. */
final class FreePort {

  /** How many ports after the wished one are tried. */
  private static final int ATTEMPTS = 20;

  private static final int LAST = 65_535;
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 1;

  private FreePort() {}

  /**
   * {@code wished}, or the next one that is free; 0 stays 0.
   *
   * @throws BadInput when all that were tried are taken
   */
  static int from(int wished) {
    if (wished < 0 || wished > LAST) {
      throw new BadInput("--port is %d, expected 0 to %d".formatted(wished, LAST));
    }
    for (int port = wished; port < Math.min(wished + ATTEMPTS, LAST + 1); port++) {
      if (port == 0 || trouble(LOOPBACK, port).isEmpty()) {
        return port;
      }
    }
    throw new BadInput("no port from %d on is free".formatted(wished));
  }

  /**
   * Refuses {@code port} of {@code host} when somebody else has it.
   *
   * @param key of the site file that says {@code port}
   * @throws BadInput when it cannot be opened
   */
  static void require(String key, String host, int port) {
    trouble(host, port)
        .ifPresent(
            why -> {
              throw new BadInput(
                  "%s is %d, which cannot be opened on %s: %s; set another one, or 0 for any free"
                          .formatted(key, port, host, why)
                      + " port");
            });
  }

  /** Why {@code port} cannot be opened; empty when it can. */
  private static Optional<String> trouble(String host, int port) {
    try (var socket = new ServerSocket(port, BACKLOG, InetAddress.getByName(host))) {
      return socket.isBound() ? Optional.empty() : Optional.of("not bound");
    } catch (IOException e) {
      return Optional.of(e instanceof UnknownHostException ? "no such host" : e.getMessage());
    }
  }
}
