package sightline.dashboards.http.request;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other people's pages out: a browser that was led here by another site carries that site's
 * name in {@code Origin}, or in {@code Host} when the name was made to point here.
 *
 * <p>Threading: immutable, any thread.
 */
public final class RequestGuard {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean anyHost;
  private final Set<String> hosts = new HashSet<>();

  public RequestGuard(ListenAddress address) {
    anyHost = address.allowedHosts().isEmpty() && !LOOPBACK.contains(address.host());
    hosts.addAll(LOOPBACK);
    hosts.add(address.host().toLowerCase(Locale.ROOT));
    address.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
  }

  /** Refuses a request under a host name that is not ours. */
  public void host(RoutingContext ctx) {
    HostAndPort authority = ctx.request().authority();
    if (anyHost
        || (authority != null && hosts.contains(authority.host().toLowerCase(Locale.ROOT)))) {
      ctx.next();
    } else {
      ctx.fail(
          new Problem(421, "this server is not known under that name; allowedHosts can add it"));
    }
  }

  /** Refuses a websocket that another site's page opens; programs send no origin. */
  public void origin(RoutingContext ctx) {
    origin(ctx, "websockets are open to pages of this server only");
  }

  /** Refuses a change that another site's page asks for; programs send no origin. */
  public void originOfChange(RoutingContext ctx) {
    origin(ctx, "changes are made from pages of this server only, or by programs");
  }

  private static void origin(RoutingContext ctx, String otherwise) {
    String origin = ctx.request().getHeader("Origin");
    HostAndPort authority = ctx.request().authority();
    if (origin == null || (authority != null && isSame(origin, authority))) {
      ctx.next();
    } else {
      ctx.fail(new Problem(403, otherwise));
    }
  }

  private static boolean isSame(String origin, HostAndPort authority) {
    try {
      return authority.toString().equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false; // "null", or no address at all
    }
  }
}
