package sightline.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import sightline.registry.http.request.EntityTags;

/**
 * How answers leave.
 *
 * <p>Threading: the server's event loop.
 */
final class Answers {

  private Answers() {}

  static void json(RoutingContext ctx, int status, JsonNode json) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-cache")
        .end(json.toString());
  }

  /** With its edition as entity tag; 304 without it when the client has that. */
  static void edition(RoutingContext ctx, long edition, JsonNode json) {
    String tag = EntityTags.of(edition);
    ctx.response().putHeader("etag", tag);
    if (EntityTags.isKnown(ctx, tag)) {
      ctx.response().setStatusCode(304).end();
    } else {
      json(ctx, 200, json);
    }
  }

  /** Waits for a change and tells its outcome. */
  static <T> void later(
      RoutingContext ctx, Duration patience, CompletableFuture<T> change, Consumer<T> tell) {
    Future.fromCompletionStage(change, ctx.vertx().getOrCreateContext())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(tell::accept)
        .onFailure(ctx::fail);
  }

  /** The first {@code limit} of {@code rest} under {@code key}, and where the next page begins. */
  static <T> ObjectNode page(
      String key, List<T> rest, int limit, Function<T, JsonNode> view, Function<T, String> after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var shown = rest.subList(0, Math.min(limit, rest.size()));
    var list = json.putArray(key);
    shown.forEach(each -> list.add(view.apply(each)));
    if (shown.size() < rest.size()) {
      json.put("next", after.apply(shown.get(shown.size() - 1)));
    }
    return json;
  }
}
