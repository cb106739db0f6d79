package sightline.registry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import sightline.registry.http.request.Names;
import sightline.registry.http.request.RequestBody;
import sightline.registry.http.request.RequestParameters;
import sightline.registry.http.view.PromotionJson;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;
import sightline.registry.shelf.Worker;

/**
 * Promotions on their way, the workers they wait for, and the audit of all that was done.
 *
 * <p>Threading: the server's event loop.
 */
final class PromotionHandlers {

  private static final int USUAL_PAGE = 100;
  private static final int MAX_WORDS = 2_000;

  private final Shelf shelf;
  private final Changes changes;
  private final HttpLimits limits;

  PromotionHandlers(RegistryParts parts) {
    shelf = parts.shelf();
    changes = parts.changes();
    limits = parts.limits();
  }

  void one(RoutingContext ctx) {
    RequestParameters.of(ctx);
    String id = ctx.pathParam("id");
    tell(ctx, shelf.promotion(id), "there is no promotion " + Names.shown(id));
  }

  void ofSlot(RoutingContext ctx) {
    RequestParameters.of(ctx);
    String slot = Names.require("slot", ctx.pathParam("slot"));
    tell(ctx, shelf.promotionOf(slot), "slot %s has no promotion yet".formatted(slot));
  }

  void cancel(RoutingContext ctx) {
    RequestParameters.of(ctx);
    Answers.later(
        ctx,
        limits.changeTimeout(),
        changes.cancel(ctx.pathParam("id"), RequestBody.of(ctx).who()),
        promotion -> Answers.json(ctx, 200, PromotionJson.promotion(promotion)));
  }

  void workers(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var workers = shelf.workers();
    var page =
        Answers.page("workers", workers, workers.size(), PromotionJson::worker, Worker::worker);
    Answers.json(ctx, 200, page);
  }

  void audit(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "limit", "after");
    int limit = asked.count("limit", USUAL_PAGE, limits.maxPageSize());
    var rest = shelf.audit(asked.text("after", MAX_WORDS), limit + 1);
    var page = Answers.page("entries", rest, limit, PromotionJson::entry, AuditEntry::id);
    Answers.json(ctx, 200, page);
  }

  /** Who deletes something may say so in the address or in a body. */
  static Who whoDeletes(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "by", "why");
    Who inBody = RequestBody.of(ctx).who();
    String by = asked.text("by", MAX_WORDS);
    String why = asked.text("why", MAX_WORDS);
    return new Who(by.isBlank() ? inBody.by() : by, why.isBlank() ? inBody.why() : why);
  }

  private static void tell(RoutingContext ctx, Optional<Promotion> found, String otherwise) {
    Promotion promotion = found.orElseThrow(() -> new Refused(Refused.Kind.UNKNOWN, otherwise));
    Answers.json(ctx, 200, PromotionJson.promotion(promotion));
  }
}
