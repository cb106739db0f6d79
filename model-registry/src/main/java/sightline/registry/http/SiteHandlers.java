package sightline.registry.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import sightline.registry.metrics.RegistryMetrics;

/**
 * What probes, monitors and programmers ask.
 *
 * <p>Threading: the server's event loop.
 */
final class SiteHandlers {

  private final RegistryParts parts;
  private final Buffer description = read("/openapi.yaml");

  SiteHandlers(RegistryParts parts) {
    this.parts = parts;
  }

  void live(RoutingContext ctx) {
    Answers.json(ctx, 200, JsonNodeFactory.instance.objectNode().put("live", true));
  }

  /** A damaged artifact is told, but does not take the others away. */
  void ready(RoutingContext ctx) {
    String why = parts.shelf().whyNotReady();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("ready", why.isEmpty());
    if (!why.isEmpty()) {
      json.put("detail", why);
    }
    json.put("writes", parts.shelf().writes());
    parts.shelf().writerUrl().ifPresent(url -> json.put("writer", url));
    json.put("store", parts.store().describe());
    var damaged = json.putObject("damaged");
    parts.intake().integrity().troubles().forEach(damaged::put);
    Answers.json(ctx, why.isEmpty() ? 200 : 503, json);
  }

  void metrics(RoutingContext ctx) {
    ctx.response()
        .putHeader("content-type", RegistryMetrics.CONTENT_TYPE)
        .end(Buffer.buffer(parts.metrics().expose()));
  }

  void description(RoutingContext ctx) {
    ctx.response().putHeader("content-type", "application/yaml").end(description.copy());
  }

  private static Buffer read(String resource) {
    try (var file = SiteHandlers.class.getResourceAsStream(resource)) {
      return Buffer.buffer(Objects.requireNonNull(file, resource).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
