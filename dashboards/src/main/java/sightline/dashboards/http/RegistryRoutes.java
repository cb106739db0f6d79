package sightline.dashboards.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import sightline.dashboards.http.request.Problem;
import sightline.dashboards.http.request.RequestGuard;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.registry.BoundedBody;
import sightline.dashboards.registry.Refusal;
import sightline.dashboards.registry.RegistryAnswer;
import sightline.dashboards.registry.RegistryCall;
import sightline.dashboards.registry.RegistryPass;

/**
 * The registry under {@code /api/registry}, for the pages: the same paths, but only those that
 * people need. Weights stay in the registry.
 *
 * <p>Threading: the server's event loop.
 */
final class RegistryRoutes {

  private static final Pattern PATHS =
      Pattern.compile("/(models|imports|slots|promotions|workers|audit|openapi\\.yaml)(/.*)?");
  private static final Pattern STEP = Pattern.compile("(?!\\.\\.?$)[\\w.~:@+-]+");
  private static final Pattern UPLOAD = Pattern.compile("/models/[^/]+/versions");
  private static final List<String> KEPT =
      List.of("Accept", "Content-Type", "If-Match", "If-None-Match");
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";

  private final RegistryPass registry;
  private final RequestGuard guard;
  private final DashboardsMetrics metrics;

  RegistryRoutes(RegistryPass registry, RequestGuard guard, DashboardsMetrics metrics) {
    this.registry = registry;
    this.guard = guard;
    this.metrics = metrics;
  }

  void mount(Router router) {
    String everything = RegistryPass.PREFIX + "/*";
    router.get(everything).handler(this::read);
    router.post(everything).handler(guard::originOfChange).handler(this::change);
    router.put(everything).handler(guard::originOfChange).handler(this::change);
    router.delete(everything).handler(guard::originOfChange).handler(this::change);
  }

  private void read(RoutingContext ctx) {
    answer(ctx, registry.call(call(ctx, Buffer.buffer())));
  }

  private void change(RoutingContext ctx) {
    RegistryCall call = call(ctx, Buffer.buffer());
    HttpServerRequest request = ctx.request();
    String type = contentType(request);
    if (type.equals(BYTES)) {
      upload(ctx, call);
    } else if (type.equals(JSON)
        || (type.isEmpty() && request.method().equals(HttpMethod.DELETE))) {
      int most = registry.settings().maxRequestBytes();
      answer(
          ctx,
          BoundedBody.read(request, most, () -> tooLarge(most))
              .compose(body -> registry.call(call(ctx, body))));
    } else {
      throw new Problem(
          415, "the content type is '%s', expected %s or %s".formatted(type, JSON, BYTES));
    }
  }

  private void upload(RoutingContext ctx, RegistryCall call) {
    HttpServerRequest request = ctx.request().pause();
    if (!request.method().equals(HttpMethod.POST) || !UPLOAD.matcher(path(ctx)).matches()) {
      request.resume();
      throw new Problem(415, "%s takes no %s, only %s".formatted(path(ctx), BYTES, JSON));
    }
    long most = registry.settings().maxUploadBytes();
    String length = request.getHeader("Content-Length");
    if (length != null && Long.parseLong(length) > most) {
      metrics.registryRefused("upload_bytes");
      Future<RegistryAnswer> refused =
          Future.failedFuture(
              new Refusal(
                  413,
                  "the file has %s bytes, dashboards.maxRegistryUploadBytes allows %d"
                      .formatted(length, most)));
      answer(ctx, registry.drained(request, refused));
      return;
    }
    answer(ctx, registry.upload(call, request));
  }

  private Refusal tooLarge(int most) {
    metrics.registryRefused("request_bytes");
    return new Refusal(
        413, "the request has more than dashboards.maxRegistryRequestBytes, " + most + " bytes");
  }

  private RegistryCall call(RoutingContext ctx, Buffer body) {
    if (registry.isOff()) {
      throw new Problem(404, "there is no model registry: dashboards.registry is empty");
    }
    String path = path(ctx);
    boolean known =
        PATHS.matcher(path).matches()
            && List.of(path.substring(1).split("/", -1)).stream()
                .allMatch(step -> STEP.matcher(step).matches());
    if (!known) {
      throw new Problem(404, "there is nothing at " + RegistryPass.PREFIX + path);
    }
    String query = ctx.request().query();
    return new RegistryCall(
        ctx.request().method(),
        path + (query == null ? "" : "?" + query),
        headers(ctx.request()),
        body);
  }

  private static String path(RoutingContext ctx) {
    return ctx.request().path().substring(RegistryPass.PREFIX.length());
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    var headers = new HashMap<String, String>();
    for (String name : KEPT) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }

  private static String contentType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static void answer(RoutingContext ctx, Future<RegistryAnswer> answer) {
    answer
        .onSuccess(
            found -> {
              if (ctx.response().closed()) {
                return;
              }
              found.headers().forEach(ctx.response()::putHeader);
              ctx.response()
                  .setStatusCode(found.status())
                  .putHeader("cache-control", "no-store")
                  .end(found.body());
            })
        .onFailure(
            why ->
                ctx.fail(
                    why instanceof Refusal refusal
                        ? new Problem(refusal.status(), refusal.getMessage())
                        : why));
  }
}
