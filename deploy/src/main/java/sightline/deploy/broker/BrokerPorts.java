package sightline.deploy.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The two TCP ports of the broker. Kafka cannot listen on port 0, so free ports are found by
 * opening and closing them.
 *
 * @param client for producers and consumers
 * @param controller for the controller, on loopback only
 */
record BrokerPorts(int client, int controller) {

  private static final int BACKLOG = 1;

  static BrokerPorts choose(BrokerConfig config) throws BrokerFailed {
    try {
      InetAddress listen = InetAddress.getByName(config.listen());
      try (var client = new ServerSocket(config.port(), BACKLOG, listen);
          var controller = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
        return new BrokerPorts(client.getLocalPort(), controller.getLocalPort());
      }
    } catch (BindException e) {
      throw taken(config, e);
    } catch (IOException e) {
      throw new BrokerFailed(
          "broker.listen is %s, expected an address of this machine: %s"
              .formatted(config.listen(), e.getMessage()),
          e);
    }
  }

  static BrokerFailed taken(BrokerConfig config, Exception cause) {
    return new BrokerFailed(
        "port %d of %s cannot be opened: %s; another Sightline or Kafka may be running, or set broker.port"
            .formatted(config.port(), config.listen(), cause.getMessage()),
        cause);
  }

  /** Whether {@code failure} happened because a port was in use. */
  static boolean isTaken(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
