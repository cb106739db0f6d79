package sightline.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import sightline.registry.http.request.Names;
import sightline.registry.http.request.Problem;
import sightline.registry.http.request.RequestBody;
import sightline.registry.http.request.RequestParameters;
import sightline.registry.http.view.PromotionJson;
import sightline.registry.intake.Intake;
import sightline.registry.intake.UploadWish;
import sightline.registry.shelf.Refused;

/**
 * Uploads, and what becomes of them.
 *
 * <p>Threading: the server's event loop.
 */
final class ImportHandlers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_WORDS = 2_000;
  private static final int MAX_FILE_NAME = 200;

  private final Vertx vertx;
  private final Intake intake;
  private final HttpLimits limits;

  ImportHandlers(RegistryParts parts, Vertx vertx) {
    this.vertx = vertx;
    intake = parts.intake();
    limits = parts.limits();
  }

  void upload(RoutingContext ctx) {
    UploadWish wish = wish(ctx);
    ctx.request().pause(); // no byte may come before there is a file for it
    vertx
        .executeBlocking(() -> intake.begin(wish), false)
        .onSuccess(upload -> new UploadPump(ctx, intake, upload).start())
        .onFailure(
            failure -> {
              ctx.fail(failure);
              UploadPump.drain(ctx);
            });
  }

  void one(RoutingContext ctx) {
    RequestParameters.of(ctx);
    String id = ctx.pathParam("id");
    var found =
        intake
            .find(id)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Kind.UNKNOWN,
                        "import %s is not remembered: only the newest are, and none from before"
                                .formatted(Names.shown(id))
                            + " the start; the versions of its model tell what became of it"));
    Answers.json(ctx, 200, PromotionJson.imported(found));
  }

  private UploadWish wish(RoutingContext ctx) {
    var asked =
        RequestParameters.of(ctx, "fileName", "by", "why", "manifest", "metrics", "lineage");
    String by = asked.text("by", MAX_WORDS);
    return new UploadWish(
        Names.require("model", ctx.pathParam("model")),
        fileName(asked.text("fileName", MAX_FILE_NAME)),
        by.isBlank() ? RequestBody.sender(ctx) : by,
        asked.text("why", MAX_WORDS),
        asked.text("manifest", limits.maxMetadataBytes()),
        object("metrics", asked.text("metrics", limits.maxMetadataBytes())),
        object("lineage", asked.text("lineage", limits.maxMetadataBytes())),
        declaredBytes(ctx));
  }

  private static String fileName(String given) {
    if (given.chars().anyMatch(letter -> letter < ' ' || letter == '/' || letter == '\\')) {
      throw Problem.invalid("fileName is '%s', expected a name without folders", given);
    }
    return given.isBlank() ? "model.onnx" : given;
  }

  private static JsonNode object(String key, String text) {
    try {
      JsonNode json = text.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw Problem.invalid("%s is not JSON: %s", key, e.getOriginalMessage());
    }
    throw Problem.invalid("%s is JSON, but no object in braces", key);
  }

  private static long declaredBytes(RoutingContext ctx) {
    String length = ctx.request().getHeader("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw Problem.invalid("Content-Length is '%s', expected a number", Names.shown(length));
    }
  }
}
