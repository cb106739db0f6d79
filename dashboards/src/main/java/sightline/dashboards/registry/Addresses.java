package sightline.dashboards.registry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registries that are configured, and the one to ask first: the writer once it is known, since
 * only it knows at once what was changed through it, and what became of an upload.
 *
 * <p>Threading: not thread-safe; the event loop owns it.
 */
final class Addresses {

  private final List<String> configured;
  private String preferred;

  Addresses(List<String> configured) {
    this.configured = configured;
    this.preferred = configured.isEmpty() ? "" : configured.get(0);
  }

  boolean isEmpty() {
    return configured.isEmpty();
  }

  /** In the order in which a call is to try them. */
  List<String> inOrder() {
    var order = new ArrayList<String>();
    order.add(preferred);
    configured.stream().filter(each -> !order.contains(each)).forEach(order::add);
    return order;
  }

  /** Is asked first from now on: it answered while others did not, or it writes. */
  void prefer(String address) {
    preferred = address;
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
