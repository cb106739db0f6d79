package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import sightline.dashboards.health.SiteHealth;
import sightline.dashboards.http.request.Answers;
import sightline.dashboards.http.request.Problem;
import sightline.dashboards.http.request.RequestParameters;
import sightline.dashboards.ledger.Accounts;
import sightline.dashboards.ledger.LedgerLimits;
import sightline.dashboards.ledger.LedgerQuery;
import sightline.dashboards.ledger.RejectionQuery;
import sightline.events.Picture;

/**
 * What became of the frames, over HTTP: ledger, rejections, health.
 *
 * <p>Threading: the server's event loop; long answers are written on its worker threads, so that
 * the wall does not wait for them.
 */
final class AccountRoutes {

  private static final int USUAL_MINUTES = 60;
  private static final int USUAL_EXAMPLES = 50;
  private static final int BUSY = 503;

  /** As many answers may be in the making; the next one is refused. */
  private static final int MAX_ANSWERS = 64;

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Clock clock;
  private final SiteHealth health;
  private final Accounts accounts;
  private final LedgerLimits limits;
  private int answers;
  private Instant healthAt = Instant.EPOCH;
  private io.vertx.core.Future<String> healthText;

  AccountRoutes(Vertx vertx, Clock clock, SiteHealth health, LedgerLimits limits) {
    this.vertx = vertx;
    this.clock = clock;
    this.health = health;
    this.accounts = health.sources().accounts();
    this.limits = limits;
  }

  void mount(Router router) {
    router.get("/api/ledger").handler(this::ledger);
    router.get("/api/rejections").handler(this::rejections);
    router.get("/api/rejections/:id/thumbnail").handler(this::thumbnail);
    router.get("/api/health").handler(this::health);
  }

  private void ledger(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "minutes", "camera", "slot");
    var query =
        new LedgerQuery(
            asked.count("minutes", USUAL_MINUTES, limits.windowMinutes()),
            asked.camera(),
            asked.slot());
    answer(ctx, () -> AccountJson.ledger(accounts.ledger().view(query)));
  }

  private void rejections(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "camera", "reason", "limit");
    var query =
        new RejectionQuery(
            asked.camera(),
            asked.reason(),
            asked.count("limit", USUAL_EXAMPLES, limits.maxExamples()));
    answer(ctx, () -> AccountJson.rejections(accounts.rejections().view(query)));
  }

  private void thumbnail(RoutingContext ctx) {
    Picture picture =
        accounts
            .rejections()
            .thumbnail(ctx.pathParam("id"))
            .orElseThrow(
                () -> new Problem(404, "there is no thumbnail of this rejection any more"));
    ctx.response()
        .putHeader("content-type", Picture.CONTENT_TYPE)
        .putHeader("cache-control", "private, max-age=3600")
        .end(Buffer.buffer(picture.jpeg()));
  }

  /** Many pages ask at once: within a second all of them get the same answer. */
  private void health(RoutingContext ctx) {
    RequestParameters.of(ctx);
    Instant now = clock.instant();
    if (healthText == null || !healthAt.plus(FRESH).isAfter(now)) {
      healthAt = now;
      healthText = vertx.executeBlocking(this::healthText, false);
    }
    healthText.onSuccess(text -> Answers.json(ctx, 200, text)).onFailure(ctx::fail);
  }

  private String healthText() {
    return HealthJson.health(health.view(), accounts.ledger().lastHour()).toString();
  }

  private void answer(RoutingContext ctx, Callable<ObjectNode> work) {
    if (answers >= MAX_ANSWERS) {
      throw new Problem(BUSY, MAX_ANSWERS + " answers are being written, the limit; ask again");
    }
    answers++;
    vertx
        .executeBlocking(() -> work.call().toString(), false)
        .onComplete(ignored -> answers--)
        .onSuccess(text -> Answers.json(ctx, 200, text))
        .onFailure(ctx::fail);
  }
}
