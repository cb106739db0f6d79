package sightline.registry.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.http.request.Problem;
import sightline.registry.intake.IntakeRefused;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;

/**
 * The one place where errors become status codes; they leave as problem+json (RFC 9457), and only
 * our own bugs are a 500.
 *
 * <p>Threading: the server's event loop.
 */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int REDIRECT = 307;
  private static final int BUSY = 503;

  private final Shelf shelf;
  private final String ownUrl;

  Failures(Shelf shelf, String ownUrl) {
    this.shelf = shelf;
    this.ownUrl = ownUrl;
  }

  /** What is answered; whether the same wish with a gap might be granted. */
  private record Answer(int status, String detail, boolean gapWouldHelp) {

    Answer(int status, String detail) {
      this(status, detail, false);
    }
  }

  void mount(Router router) {
    router.route().failureHandler(this::explain);
    router.errorHandler(404, this::explain); // nothing matched
    router.errorHandler(405, this::explain);
  }

  private void explain(RoutingContext ctx) {
    Answer answer = answer(ctx);
    if (ctx.response().ended() || ctx.response().headWritten()) {
      ctx.request().connection().close();
      return;
    }
    if (answer.status() == REDIRECT) {
      ctx.response().putHeader("location", writerUrl() + ctx.request().uri());
    } else if (answer.status() == BUSY) {
      ctx.response().putHeader("retry-after", "5");
    }
    ctx.response()
        .setStatusCode(answer.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .end(problem(answer).toBuffer());
  }

  private static JsonObject problem(Answer answer) {
    var problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(answer.status()).reasonPhrase())
            .put("status", answer.status())
            .put("detail", answer.detail());
    return answer.gapWouldHelp() ? problem.put("gapWouldHelp", true) : problem;
  }

  private Answer answer(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    while ((failure instanceof CompletionException || failure instanceof ExecutionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    if (failure instanceof Problem problem) {
      return new Answer(problem.status(), problem.getMessage());
    } else if (failure instanceof Refused refused) {
      boolean gapWouldHelp = refused.kind() == Refused.Kind.MEMORY_SHORT;
      return new Answer(status(refused.kind()), refused.getMessage(), gapWouldHelp);
    } else if (failure instanceof IntakeRefused refused) {
      return new Answer(status(refused.limit()), refused.getMessage());
    } else if (failure instanceof TimeoutException) {
      return new Answer(BUSY, "the log did not take the change in time; look whether it happened");
    }
    return ofStatus(ctx, failure);
  }

  private static Answer ofStatus(RoutingContext ctx, Throwable failure) {
    return switch (ctx.statusCode()) {
      case 400 -> new Answer(400, "the address cannot be read");
      case 404 ->
          new Answer(
              404,
              "there is nothing at %s; /openapi.yaml says what there is"
                  .formatted(ctx.normalizedPath()));
      case 405 ->
          new Answer(
              405,
              "%s is not possible at %s; /openapi.yaml says what is"
                  .formatted(ctx.request().method(), ctx.normalizedPath()));
      case 413 -> new Answer(413, "the body is larger than maxRequestBytes");
      default -> {
        LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), failure);
        yield new Answer(500, "the server failed to answer; its log says why");
      }
    };
  }

  private int status(Refused.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> 404;
      case INVALID -> 400;
      case STALE -> 412;
      case EDITION_MISSING -> 428;
      case CONFLICT, MEMORY_SHORT -> 409;
      case NOT_WRITER -> writerUrl().isEmpty() ? BUSY : REDIRECT;
    };
  }

  private static int status(IntakeRefused.Limit limit) {
    return switch (limit) {
      case TOO_LARGE -> 413;
      case TOO_MANY -> BUSY;
      case TOO_SLOW -> 408;
      case NO_SPACE -> 507;
      case BROKEN_OFF, EMPTY -> 400;
    };
  }

  /** Of another registry that writes; empty when none is known. */
  private String writerUrl() {
    return shelf
        .writerUrl()
        .filter(url -> !shelf.writes() && !url.equals(ownUrl))
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .orElse("");
  }
}
