package sightline.registry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.CameraChange;
import sightline.registry.http.request.EntityTags;
import sightline.registry.http.request.Names;
import sightline.registry.http.request.RequestBody;
import sightline.registry.http.request.RequestParameters;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;

/**
 * Cameras: what is changed of them while they run.
 *
 * <p>Threading: the server's event loop.
 */
final class CameraHandlers {

  private static final int USUAL_PAGE = 100;
  private static final int MAX_WORDS = 2_000;

  private final Shelf shelf;
  private final Changes changes;
  private final HttpLimits limits;

  CameraHandlers(RegistryParts parts) {
    shelf = parts.shelf();
    changes = parts.changes();
    limits = parts.limits();
  }

  void list(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "limit", "after");
    int limit = asked.count("limit", USUAL_PAGE, limits.maxPageSize());
    String after = asked.text("after", MAX_WORDS);
    var rest = shelf.cameras().stream().filter(one -> one.camera().compareTo(after) > 0).toList();
    var page = Answers.page("cameras", rest, limit, CanonicalJson::of, CameraChange::camera);
    Answers.json(ctx, 200, page);
  }

  void one(RoutingContext ctx) {
    RequestParameters.of(ctx);
    CameraChange camera = shelf.camera(name(ctx));
    Answers.edition(ctx, camera.edition(), CanonicalJson.of(camera));
  }

  void change(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var body = RequestBody.of(ctx, "settings");
    change(ctx, body.texts("settings"), body.who());
  }

  void reset(RoutingContext ctx) {
    change(ctx, Map.of(), PromotionHandlers.whoDeletes(ctx));
  }

  private void change(RoutingContext ctx, Map<String, String> settings, Who who) {
    String name = name(ctx);
    long seen =
        EntityTags.seen(ctx)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Kind.EDITION_MISSING,
                        "the request says nothing about the edition it has seen; read /cameras/%s"
                                .formatted(name)
                            + " and send its ETag as If-Match"));
    Answers.later(
        ctx,
        limits.changeTimeout(),
        changes.camera(new CameraChange(name, seen, settings), who),
        changed -> {
          ctx.response().putHeader("etag", EntityTags.of(changed.edition()));
          Answers.json(ctx, 200, CanonicalJson.of(changed));
        });
  }

  private static String name(RoutingContext ctx) {
    return Names.require("camera", ctx.pathParam("camera"));
  }
}
