package sightline.registry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import sightline.registry.http.request.EntityTags;
import sightline.registry.http.request.Names;
import sightline.registry.http.request.RequestBody;
import sightline.registry.http.request.RequestParameters;
import sightline.registry.http.view.Comparison;
import sightline.registry.http.view.ModelJson;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Shelf;

/**
 * Models, versions and aliases.
 *
 * <p>Threading: the server's event loop.
 */
final class ModelHandlers {

  private static final int USUAL_PAGE = 100;
  private static final int MAX_WORDS = 2_000;

  private final Shelf shelf;
  private final Changes changes;
  private final HttpLimits limits;

  ModelHandlers(RegistryParts parts) {
    shelf = parts.shelf();
    changes = parts.changes();
    limits = parts.limits();
  }

  void list(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "limit", "after");
    int limit = asked.count("limit", USUAL_PAGE, limits.maxPageSize());
    String after = asked.text("after", MAX_WORDS);
    var rest = shelf.models().stream().filter(model -> model.name().compareTo(after) > 0).toList();
    var slots = shelf.slots();
    var page =
        Answers.page("models", rest, limit, model -> ModelJson.model(model, slots), Model::name);
    Answers.json(ctx, 200, page);
  }

  void one(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "limit", "after");
    int limit = asked.count("limit", USUAL_PAGE, limits.maxPageSize());
    long after = asked.number("after", Long.MAX_VALUE);
    Model model = model(ctx);
    List<ModelVersion> rest =
        shelf.versions(model.name()).stream()
            .filter(version -> Long.parseLong(version.version()) < after)
            .toList();
    var page = Answers.page("versions", rest, limit, ModelJson::version, ModelVersion::version);
    Answers.edition(ctx, model.edition(), ModelJson.withVersions(model, page));
  }

  void version(RoutingContext ctx) {
    RequestParameters.of(ctx);
    Answers.json(ctx, 200, ModelJson.version(version(ctx, ctx.pathParam("version"))));
  }

  void compare(RoutingContext ctx) {
    var asked = RequestParameters.of(ctx, "left", "right");
    var left = version(ctx, asked.text("left", MAX_WORDS));
    var right = version(ctx, asked.text("right", MAX_WORDS));
    Answers.json(ctx, 200, Comparison.of(left, right));
  }

  void setAlias(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var body = RequestBody.of(ctx, "version");
    alias(ctx, Names.require("version", body.require("version")), body.who());
  }

  void removeAlias(RoutingContext ctx) {
    alias(ctx, "", PromotionHandlers.whoDeletes(ctx));
  }

  void confirm(RoutingContext ctx) {
    RequestParameters.of(ctx);
    var body = RequestBody.of(ctx);
    var version = version(ctx, ctx.pathParam("version"));
    Answers.later(
        ctx,
        limits.changeTimeout(),
        changes.confirm(version.model(), version.version(), body.who()),
        confirmed -> Answers.json(ctx, 200, ModelJson.version(confirmed)));
  }

  private void alias(RoutingContext ctx, String version, Who who) {
    String model = Names.require("model", ctx.pathParam("model"));
    String alias = Names.require("alias", ctx.pathParam("alias"));
    long seen =
        EntityTags.seen(ctx)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Kind.EDITION_MISSING,
                        "the request says nothing about the edition it has seen; read /models/%s"
                                .formatted(model)
                            + " and send its ETag as If-Match"));
    Answers.later(
        ctx,
        limits.changeTimeout(),
        changes.alias(model, seen, Map.entry(alias, version), who),
        changed -> {
          var page =
              Answers.page(
                  "versions",
                  shelf.versions(model),
                  USUAL_PAGE,
                  ModelJson::version,
                  ModelVersion::version);
          Answers.edition(ctx, changed.edition(), ModelJson.withVersions(changed, page));
        });
  }

  private Model model(RoutingContext ctx) {
    String name = Names.require("model", ctx.pathParam("model"));
    return shelf.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new Refused(Refused.Kind.UNKNOWN, "there is no model %s".formatted(name)));
  }

  private ModelVersion version(RoutingContext ctx, String number) {
    String model = Names.require("model", ctx.pathParam("model"));
    Names.require("version", number);
    return shelf
        .version(model, number)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Kind.UNKNOWN,
                    "model %s has no version %s; expected a number, an alias or latest"
                        .formatted(model, number)));
  }
}
