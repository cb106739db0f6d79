package sightline.dashboards.http.request;

import io.vertx.ext.web.RoutingContext;

/** How answers leave. */
public final class Answers {

  private Answers() {}

  /** JSON that nobody keeps. */
  public static void json(RoutingContext ctx, int status, String json) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(json);
  }
}
