package sightline.dashboards.http.request;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that cannot be answered, and why; leaves as problem+json (RFC 9457). */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

  private final int status;

  public Problem(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  /** The one place where errors become status codes; only our own bugs are a 500. */
  public static void explain(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    int status = Math.max(400, ctx.statusCode());
    String detail = "there is nothing at " + ctx.normalizedPath();
    if (failure instanceof Problem problem) {
      status = problem.status;
      detail = problem.getMessage();
    } else if (failure != null) {
      status = 500;
      detail = "the server failed to answer; its log says why";
      LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), failure);
    } else if (status != 404) {
      detail = "the request cannot be answered";
    }
    if (ctx.response().ended()) {
      return;
    }
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail)
                .toBuffer());
  }
}
