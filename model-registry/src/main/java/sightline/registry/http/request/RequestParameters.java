package sightline.registry.http.request;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind the question mark of an address, checked: unknown keys, keys given twice and
 * values out of range are refused by name.
 *
 * <p>Threading: the server's event loop.
 */
public final class RequestParameters {

  private final MultiMap given;

  private RequestParameters(MultiMap given) {
    this.given = given;
  }

  /** The parameters of a request that may have {@code known} ones. */
  public static RequestParameters of(RoutingContext ctx, String... known) {
    MultiMap given = ctx.queryParams();
    for (String name : given.names()) {
      if (!List.of(known).contains(name)) {
        String expected = known.length == 0 ? "none" : String.join(", ", known);
        throw Problem.invalid("parameter %s is unknown, expected %s", Names.shown(name), expected);
      }
      if (given.getAll(name).size() > 1) {
        throw Problem.invalid("parameter %s is given twice, expected once", name);
      }
    }
    return new RequestParameters(given);
  }

  /** Empty when it is not given. */
  public String text(String name, int maxBytes) {
    String text = given.contains(name) ? given.get(name) : "";
    if (text.length() > maxBytes) {
      throw Problem.invalid(
          "%s has %d letters, expected at most %d", name, text.length(), maxBytes);
    }
    return text;
  }

  /** A whole number from 1 to {@code most}. */
  public int count(String name, int otherwise, int most) {
    String text = given.get(name);
    if (text == null) {
      return Math.min(otherwise, most);
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Problem.invalid("%s is '%s', expected 1 to %d", name, Names.shown(text), most);
    }
    throw Problem.invalid("%s is '%s', expected 1 to %d", name, Names.shown(text), most);
  }

  /** A whole number; {@code otherwise} when it is not given. */
  public long number(String name, long otherwise) {
    String text = given.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.invalid("%s is '%s', expected a whole number", name, Names.shown(text));
    }
  }

  /** A time, RFC 3339. */
  public Optional<Instant> time(String name) {
    String text = given.get(name);
    try {
      return Optional.ofNullable(text).map(at -> java.time.OffsetDateTime.parse(at).toInstant());
    } catch (DateTimeException e) {
      throw Problem.invalid(
          "%s is '%s', expected a time as 2026-11-22T02:13:00Z", name, Names.shown(text));
    }
  }
}
