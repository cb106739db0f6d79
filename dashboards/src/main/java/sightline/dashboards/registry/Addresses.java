package sightline.dashboards.registry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registries that are configured: which one answered last, which one writes.
 *
 * <p>Threading: not thread-safe; the event loop owns it.
 */
final class Addresses {

  private final List<String> configured;
  private String answering;
  private String writing;

  Addresses(List<String> configured) {
    this.configured = configured;
    this.answering = configured.isEmpty() ? "" : configured.get(0);
    this.writing = answering;
  }

  boolean isEmpty() {
    return configured.isEmpty();
  }

  /** In the order in which a call is to try them. */
  List<String> inOrder(boolean isRead) {
    var order = new ArrayList<String>();
    order.add(isRead ? answering : writing);
    configured.stream().filter(each -> !order.contains(each)).forEach(order::add);
    return order;
  }

  void answered(String address, boolean isRead) {
    if (isRead && configured.contains(address)) {
      answering = address;
    }
  }

  void writer(String address) {
    writing = address;
  }

  /**
   * The registry that {@code location} is of: a configured one, or one on the host that named it.
   */
  Optional<String> named(String location, String by) {
    try {
      URI there = URI.create(location);
      if (there.getScheme() == null || there.getHost() == null) {
        return Optional.empty();
      }
      String base = there.getScheme() + "://" + there.getRawAuthority();
      boolean known = configured.contains(base) || isSameHost(there, URI.create(by));
      return known ? Optional.of(base) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no address at all
    }
  }

  private static boolean isSameHost(URI there, URI here) {
    return there.getScheme().equalsIgnoreCase(here.getScheme())
        && there.getHost().equalsIgnoreCase(here.getHost());
  }

  @Override
  public String toString() {
    return String.join(" and at ", configured);
  }
}
