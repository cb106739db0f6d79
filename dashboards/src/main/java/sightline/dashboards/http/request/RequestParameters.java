package sightline.dashboards.http.request;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;

/**
 * What stands behind the question mark of an address, checked: unknown keys, keys given twice and
 * values out of range are refused by name.
 *
 * <p>Threading: the server's event loop.
 */
public final class RequestParameters {

  private static final int BAD_REQUEST = 400;
  private static final int MAX_SLOT_CHARS = 128;

  private final MultiMap given;

  private RequestParameters(MultiMap given) {
    this.given = given;
  }

  /**
   * The parameters of a request.
   *
   * @throws Problem when there is one that is none of {@code known}, or one twice
   */
  public static RequestParameters of(RoutingContext ctx, String... known) {
    MultiMap given = ctx.queryParams();
    for (String name : given.names()) {
      if (!List.of(known).contains(name)) {
        String expected = known.length == 0 ? "none" : String.join(", ", known);
        throw refused("parameter %s is unknown, expected %s", shown(name), expected);
      }
      if (given.getAll(name).size() > 1) {
        throw refused("parameter %s is given twice, expected once", name);
      }
    }
    return new RequestParameters(given);
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
      throw refused("%s is '%s', expected 1 to %d", name, shown(text), most);
    }
    throw refused("%s is '%s', expected 1 to %d", name, shown(text), most);
  }

  /** The camera asked for; empty for all. */
  public Set<String> camera() {
    String camera = given.get("camera");
    if (camera == null || camera.isEmpty()) {
      return Set.of();
    }
    try {
      return Set.of(FrameId.requireCamera(camera));
    } catch (IllegalArgumentException e) {
      throw new Problem(BAD_REQUEST, e.getMessage());
    }
  }

  /** The slot asked for; empty for all. */
  public Set<String> slot() {
    String slot = given.get("slot");
    if (slot == null || slot.isEmpty()) {
      return Set.of();
    }
    if (slot.length() > MAX_SLOT_CHARS) {
      throw refused("slot has %d letters, expected at most %d", slot.length(), MAX_SLOT_CHARS);
    }
    return Set.of(slot);
  }

  /** The reason asked for; empty for all. */
  public Set<Reason> reason() {
    String reason = given.get("reason");
    if (reason == null || reason.isEmpty()) {
      return Set.of();
    }
    return Arrays.stream(Reason.values())
        .filter(each -> each.name().equals(reason))
        .findFirst()
        .map(Set::of)
        .orElseThrow(
            () ->
                refused(
                    "reason is '%s', expected one of %s",
                    shown(reason), Arrays.toString(Reason.values())));
  }

  private static Problem refused(String message, Object... values) {
    return new Problem(BAD_REQUEST, message.formatted(values));
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
