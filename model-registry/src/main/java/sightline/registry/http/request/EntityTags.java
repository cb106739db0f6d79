package sightline.registry.http.request;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Editions in headers: {@code ETag: "7"}, {@code If-Match: "7"}, {@code If-None-Match: *}.
 *
 * <p>Threading: stateless, any thread.
 */
public final class EntityTags {

  private static final Pattern EDITION = Pattern.compile("\"?(\\d{1,18})\"?");

  private EntityTags() {}

  public static String of(long edition) {
    return "\"" + edition + "\"";
  }

  /** The edition that was seen; 0 for "there was none"; empty when the request does not say. */
  public static Optional<Long> seen(RoutingContext ctx) {
    String match = ctx.request().getHeader("If-Match");
    if (match == null) {
      boolean fresh = "*".equals(ctx.request().getHeader("If-None-Match"));
      return fresh ? Optional.of(0L) : Optional.empty();
    }
    Matcher edition = EDITION.matcher(match.strip());
    if (!edition.matches()) {
      throw Problem.invalid(
          "If-Match is '%s', expected the ETag that was seen, as \"7\"", Names.shown(match));
    }
    return Optional.of(Long.parseLong(edition.group(1)));
  }

  /** Whether the client has what {@code tag} names. */
  public static boolean isKnown(RoutingContext ctx, String tag) {
    String known = ctx.request().getHeader("If-None-Match");
    return known != null
        && Arrays.stream(known.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
