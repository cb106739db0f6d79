package sightline.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds TCP ports of the loopback address that nobody uses. */
final class FreePort {

  /** How many ports after the wished one are tried. */
  private static final int ATTEMPTS = 20;

  private static final int BACKLOG = 1;

  private FreePort() {}

  /**
   * {@code wished}, or the next one that is free; 0 stays 0.
   *
   * @throws BadInput when all that were tried are taken
   */
  static int from(int wished) {
    for (int port = wished; port < Math.min(wished + ATTEMPTS, 65_536); port++) {
      if (port == 0 || isFree(port)) {
        return port;
      }
    }
    throw new BadInput("no port from %d on is free".formatted(wished));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
