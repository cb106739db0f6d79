package sightline.dashboards.http.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import sightline.dashboards.http.request.Problem;
import sightline.dashboards.registry.BoundedBody;
import sightline.dashboards.registry.Refusal;
import sightline.dashboards.training.RecipeText;

/**
 * What people send who want a job, or its end.
 *
 * <p>Threading: stateless; the server's event loop.
 */
final class WishBody {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int WRONG_TYPE = 415;

  /** A recipe grows when it becomes a JSON text; the rest of a wish is short. */
  private static final int BYTES_AROUND = 16 << 10;

  private static final int MAX_DATA_CHARS = 1_000;
  private static final int MAX_BY_CHARS = 64;

  private WishBody() {}

  /** Reads the JSON of a request, bounded; {@code then} or {@code refused} is called once. */
  static void read(
      RoutingContext ctx,
      int maxRecipeBytes,
      Consumer<JsonNode> then,
      BiConsumer<RoutingContext, Throwable> refused) {
    HttpServerRequest request = ctx.request();
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new Problem(
          WRONG_TYPE, "the content type is '%s', expected application/json".formatted(type));
    }
    int most = 2 * maxRecipeBytes + BYTES_AROUND;
    BoundedBody.read(
            request,
            most,
            () -> new Refusal(TOO_LARGE, "The request has more than %d bytes.".formatted(most)))
        .map(body -> parse(body.getBytes()))
        .onSuccess(
            body -> {
              try {
                then.accept(body);
              } catch (Problem e) {
                refused.accept(ctx, e);
              }
            })
        .onFailure(
            why ->
                refused.accept(
                    ctx,
                    why instanceof Refusal refusal
                        ? new Problem(refusal.status(), refusal.getMessage())
                        : why));
  }

  /** A job that somebody wants. */
  static ObjectNode submission(JsonNode body, int maxRecipeBytes) {
    requireKeys(body, List.of("recipe", "data", "by", "overrides"));
    String recipe = body.path("recipe").asText();
    try {
      RecipeText.require(recipe, maxRecipeBytes);
    } catch (IllegalArgumentException e) {
      throw new Problem(BAD_REQUEST, e.getMessage());
    }
    ObjectNode wish = JsonNodeFactory.instance.objectNode().put("action", "submit");
    wish.put("recipe", recipe);
    wish.put("data", text(body, "data", MAX_DATA_CHARS));
    wish.set(
        "overrides",
        body.path("overrides").isObject() ? body.get("overrides") : JSON.createObjectNode());
    return wish.put("by", text(body, "by", MAX_BY_CHARS));
  }

  /** The wish that {@code job} ends. */
  static ObjectNode stop(long job, JsonNode body) {
    requireKeys(body, List.of("by"));
    ObjectNode wish = JsonNodeFactory.instance.objectNode().put("action", "stop").put("job", job);
    return wish.put("by", text(body, "by", MAX_BY_CHARS));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (java.io.IOException e) {
      String why = e instanceof JsonProcessingException ? "is not JSON" : "cannot be read";
      throw new Problem(BAD_REQUEST, "The request " + why + ".");
    }
  }

  private static void requireKeys(JsonNode body, List<String> known) {
    if (!body.isObject()) {
      throw new Problem(BAD_REQUEST, "The request is no JSON object.");
    }
    body.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new Problem(
                    BAD_REQUEST,
                    "The key '%s' is unknown, expected %s."
                        .formatted(key, String.join(", ", known)));
              }
            });
  }

  private static String text(JsonNode body, String key, int mostChars) {
    String text = body.path(key).asText("").strip();
    if (text.length() > mostChars) {
      throw new Problem(
          BAD_REQUEST,
          "%s has %d letters, expected at most %d.".formatted(key, text.length(), mostChars));
    }
    return text;
  }
}
