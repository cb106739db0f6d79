package sightline.registry.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import sightline.registry.http.request.Problem;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;

/**
 * Keeps other people's pages out, and changes away from a registry that only reads: a browser that
 * was led here by another site carries that site's name in {@code Origin}, or in {@code Host} when
 * the name was made to point here.
 *
 * <p>Threading: immutable, any thread.
 */
final class RequestGuard {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Shelf shelf;
  private final boolean anyHost;
  private final Set<String> hosts = new HashSet<>();

  RequestGuard(ListenAddress address, Shelf shelf) {
    this.shelf = shelf;
    anyHost = address.allowedHosts().isEmpty() && !LOOPBACK.contains(address.host());
    hosts.addAll(LOOPBACK);
    hosts.add(address.host().toLowerCase(Locale.ROOT));
    address.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
  }

  static void addHeaders(RoutingContext ctx) {
    ctx.response()
        .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cross-origin-resource-policy", "same-origin");
    ctx.next();
  }

  /** Refuses a request under a host name that is not ours. */
  void host(RoutingContext ctx) {
    HostAndPort authority = ctx.request().authority();
    if (anyHost
        || (authority != null && hosts.contains(authority.host().toLowerCase(Locale.ROOT)))) {
      ctx.next();
    } else {
      ctx.fail(
          new Problem(421, "this server is not known under that name; allowedHosts can add it"));
    }
  }

  /** Lets nobody ask before all is known: "there is no such thing" would be a lie. */
  void knowledge(RoutingContext ctx) {
    if (shelf.knowsTheLog()) {
      ctx.next();
    } else {
      ctx.fail(new Problem(503, "this registry has just begun to read the log; ask again"));
    }
  }

  /** Refuses what another site's page would change; programs send no origin. */
  void change(RoutingContext ctx) {
    String origin = ctx.request().getHeader("Origin");
    HostAndPort authority = ctx.request().authority();
    if (READING.contains(ctx.request().method())) {
      ctx.next();
    } else if (origin != null && (authority == null || !isSame(origin, authority))) {
      ctx.fail(new Problem(403, "changes are open to pages of this server only, not of " + origin));
    } else if (!shelf.writes()) {
      ctx.fail(
          new Refused(
              Refused.Kind.NOT_WRITER,
              "this registry only reads; "
                  + shelf.writerUrl().map(url -> url + " writes").orElse("none writes yet")));
    } else {
      ctx.next();
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
