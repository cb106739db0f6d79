package sightline.registry.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState.Rule;
import sightline.registry.http.request.EntityTags;
import sightline.registry.http.request.Names;
import sightline.registry.http.request.Problem;
import sightline.registry.http.request.RequestBody;
import sightline.registry.http.request.RequestParameters;
import sightline.registry.http.view.PromotionJson;
import sightline.registry.http.view.SlotJson;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;
import sightline.registry.shelf.SlotWish;
import sightline.registry.shelf.SlotWish.Kind;

/**
 * Slots: what looks at which cameras, and what looked at them once.
 *
 * <p>Threading: the server's event loop.
 */
final class SlotHandlers {

  private static final int USUAL_PAGE = 50;
  private static final int MAX_READY_SECONDS = 3_600;
  private static final List<String> REDUCTIONS = List.of("full", "half", "quarter");

  private final Shelf shelf;
  private final Changes changes;
  private final HttpLimits limits;

  SlotHandlers(RegistryParts parts) {
    shelf = parts.shelf();
    changes = parts.changes();
    limits = parts.limits();
  }

  void list(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var slots = shelf.slots();
    var page = Answers.page("slots", slots, slots.size(), this::json, SlotRecord::slot);
    Answers.json(ctx, 200, page);
  }

  void one(RoutingContext ctx) {
    RequestParameters.of(ctx);
    SlotRecord slot = slot(ctx);
    Answers.edition(ctx, slot.edition(), json(slot));
  }

  void bind(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var body = RequestBody.of(ctx, "cameras", "model", "minScore", "reduction");
    String name = name(ctx);
    List<String> cameras = body.cameras("cameras");
    Optional<Rule> now = SlotJson.ownRule(shelf.slot(name).flatMap(SlotRecord::current));
    if (now.isEmpty() && cameras.isEmpty()) {
      throw Problem.invalid("cameras is empty, expected the slot's cameras, or [\"*\"] for all");
    }
    String model =
        now.isEmpty() || body.has("model")
            ? Names.requireModel(body.require("model"))
            : now.get().model().id();
    Who who = body.who();
    var wish =
        new SlotWish(
            Kind.BIND,
            name,
            EntityTags.seen(ctx),
            model,
            cameras,
            minScore(body, name),
            reduction(body, name),
            Optional.empty(),
            false,
            who.by(),
            who.why());
    change(ctx, wish);
  }

  void promote(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var body = RequestBody.of(ctx, "model", "canary", "readyWithinSeconds", "gap");
    String name = name(ctx);
    double seconds = body.number("readyWithinSeconds", 0, 1, MAX_READY_SECONDS);
    Who who = body.who();
    var wish =
        new SlotWish(
            Kind.PROMOTE,
            name,
            EntityTags.seen(ctx),
            Names.requireModel(body.require("model")),
            body.cameras("canary"),
            minScoreNow(name),
            reductionNow(name),
            Optional.of(Duration.ofMillis((long) (seconds * 1_000))).filter(time -> !time.isZero()),
            body.flag("gap"),
            who.by(),
            who.why());
    change(ctx, wish);
  }

  void rollback(RoutingContext ctx) {
    RequestParameters.of(ctx);
    change(ctx, bare(Kind.ROLLBACK, ctx, RequestBody.of(ctx).who()));
  }

  void unbind(RoutingContext ctx) {
    change(ctx, bare(Kind.UNBIND, ctx, PromotionHandlers.whoDeletes(ctx)));
  }

  void history(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "at", "limit", "after");
    int limit = asked.count("limit", USUAL_PAGE, limits.maxPageSize());
    long after = asked.number("after", Long.MAX_VALUE);
    var at = asked.time("at");
    SlotRecord slot = slot(ctx);
    var rest =
        shelf.switches(slot.slot()).stream()
            .filter(entry -> entry.revision() < after)
            .filter(entry -> at.isEmpty() || !entry.at().isAfter(at.get()))
            .limit(at.isPresent() ? 1 : Long.MAX_VALUE)
            .toList();
    var page =
        Answers.page(
            "switches",
            rest,
            limit,
            entry -> SlotJson.passed(entry, slot),
            entry -> Long.toString(entry.revision()));
    Answers.json(ctx, 200, page);
  }

  private SlotWish bare(Kind kind, RoutingContext ctx, Who who) {
    String name = name(ctx);
    return new SlotWish(
        kind,
        name,
        EntityTags.seen(ctx),
        "",
        List.of(),
        minScoreNow(name),
        reductionNow(name),
        Optional.empty(),
        false,
        who.by(),
        who.why());
  }

  private void change(RoutingContext ctx, SlotWish wish) {
    Answers.later(
        ctx, limits.changeTimeout(), changes.change(wish), promotion -> accepted(ctx, promotion));
  }

  private static void accepted(RoutingContext ctx, Promotion promotion) {
    ctx.response().putHeader("location", "/promotions/" + promotion.id());
    Answers.json(ctx, 202, PromotionJson.promotion(promotion));
  }

  private float minScore(RequestBody body, String slot) {
    if (!body.has("minScore")) {
      return minScoreNow(slot);
    }
    float score = (float) body.number("minScore", -1, -1, 1);
    if (score < 0 && score != -1) {
      throw Problem.invalid("minScore is %s, expected 0 to 1, or -1 for that of the model", score);
    }
    return score;
  }

  private String reduction(RequestBody body, String slot) {
    String reduction = body.text("reduction", reductionNow(slot));
    if (!REDUCTIONS.contains(reduction)) {
      throw Problem.invalid("reduction is '%s', expected one of %s", reduction, REDUCTIONS);
    }
    return reduction;
  }

  private float minScoreNow(String slot) {
    return shelf.slot(slot).flatMap(SlotRecord::current).map(state -> state.minScore()).orElse(-1f);
  }

  private String reductionNow(String slot) {
    return shelf
        .slot(slot)
        .flatMap(SlotRecord::current)
        .map(state -> state.reduction())
        .orElse("full");
  }

  private com.fasterxml.jackson.databind.node.ObjectNode json(SlotRecord slot) {
    Optional<AuditEntry> last =
        slot.current()
            .flatMap(
                state ->
                    shelf.switches(slot.slot()).stream()
                        .filter(entry -> entry.revision() == state.revision())
                        .findFirst());
    return SlotJson.slot(slot, last);
  }

  private SlotRecord slot(RoutingContext ctx) {
    String name = name(ctx);
    return shelf
        .slot(name)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Kind.UNKNOWN,
                    "there is no slot %s; PUT /slots/%s with If-None-Match: * makes it"
                        .formatted(name, name)));
  }

  private static String name(RoutingContext ctx) {
    return Names.require("slot", ctx.pathParam("slot"));
  }
}
