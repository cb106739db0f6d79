package sightline.dashboards.http.request;

import java.util.List;

/**
 * Where the server listens.
 *
 * @param host address
 * @param port 0 for any free one
 * @param allowedHosts further names under which browsers may reach it
 */
public record ListenAddress(String host, int port, List<String> allowedHosts) {

  public ListenAddress {
    allowedHosts = List.copyOf(allowedHosts);
  }
}
