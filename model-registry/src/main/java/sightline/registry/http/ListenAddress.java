package sightline.registry.http;

import java.util.List;

/**
 * Where the server listens.
 *
 * @param host address
 * @param port 0 for any free one
 * @param allowedHosts further names under which it may be reached
 * @param ownUrl under which others reach it
 */
public record ListenAddress(String host, int port, List<String> allowedHosts, String ownUrl) {

  public ListenAddress {
    allowedHosts = List.copyOf(allowedHosts);
  }
}
