package sightline.deploy.jvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP port that others are told before it is opened. */
public final class LoopbackPort {

  private static final int BACKLOG = 1;

  private LoopbackPort() {}

  /** One that nobody uses now. */
  public static int free() throws IOException {
    try (var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
