package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.health.SiteHealth;
import sightline.dashboards.http.request.Answers;
import sightline.dashboards.http.request.PageSecurity;
import sightline.dashboards.http.request.Problem;
import sightline.dashboards.http.request.RequestGuard;
import sightline.dashboards.http.training.TrainingRoutes;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * The dashboards over HTTP. {@link #router} is the table of contents, one line a route.
 *
 * <p>Threading: the server's event loop.
 */
final class DashboardRoutes {

  private final RequestGuard guard;
  private final EventFeed feed;
  private final EventSocket socket;
  private final AccountRoutes accounts;
  private final RegistryRoutes registry;
  private final TrainingRoutes training;
  private final EventSource source;
  private final DashboardsMetrics metrics;

  /** Routes that have a class of their own. */
  record Mounted(AccountRoutes accounts, RegistryRoutes registry, TrainingRoutes training) {}

  DashboardRoutes(
      RequestGuard guard,
      SiteHealth health,
      EventSocket socket,
      Mounted mounted,
      DashboardsMetrics metrics) {
    this.guard = guard;
    this.feed = health.sources().feed();
    this.source = health.sources().source();
    this.socket = socket;
    this.accounts = mounted.accounts();
    this.registry = mounted.registry();
    this.training = mounted.training();
    this.metrics = metrics;
  }

  Router router(Vertx vertx) {
    var router = Router.router(vertx);
    router.route().handler(PageSecurity.ofIndexPage()::addHeaders);
    router.get("/health/live").handler(this::live); // before the guard: probes come by address
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
    router.route().handler(guard::host);
    router.get("/ws").handler(guard::origin).handler(ctx -> webSocket(vertx, ctx));
    router.get("/api/cameras").handler(this::cameras);
    accounts.mount(router);
    registry.mount(router);
    training.mount(router);
    router.route("/webjars/*").handler(StaticHandler.create("META-INF/resources/webjars"));
    router.route().handler(DashboardRoutes::revalidate).handler(StaticHandler.create("webroot"));
    router.route().handler(ctx -> ctx.fail(404));
    router.route().failureHandler(Problem::explain);
    return router;
  }

  private void live(RoutingContext ctx) {
    boolean alive = source.isAlive();
    String json = JsonNodeFactory.instance.objectNode().put("live", alive).toString();
    Answers.json(ctx, alive ? 200 : 503, json);
  }

  private void ready(RoutingContext ctx) {
    var json = JsonNodeFactory.instance.objectNode();
    Map<String, Boolean> found = source.checks();
    boolean ready = !found.containsValue(false);
    json.put("ready", ready);
    var each = json.putObject("checks");
    found.forEach(each::put);
    Answers.json(ctx, ready ? 200 : 503, json.toString());
  }

  private void metrics(RoutingContext ctx) {
    ctx.response()
        .putHeader("content-type", DashboardsMetrics.CONTENT_TYPE)
        .end(Buffer.buffer(metrics.expose()));
  }

  private void cameras(RoutingContext ctx) {
    var json = JsonNodeFactory.instance.objectNode();
    json.set("cameras", WallJson.cameras(feed.view()));
    Answers.json(ctx, 200, json.toString());
  }

  private void webSocket(Vertx vertx, RoutingContext ctx) {
    if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      ctx.fail(new Problem(426, "this address speaks websocket only; see /asyncapi.yaml"));
      return;
    }
    ctx.request()
        .toWebSocket()
        .onSuccess(opened -> socket.open(opened, vertx.getOrCreateContext()))
        .onFailure(ctx::fail);
  }

  /** Our own files change with the build and carry no version in their names. */
  private static void revalidate(RoutingContext ctx) {
    ctx.addHeadersEndHandler(ignored -> ctx.response().putHeader("cache-control", "no-cache"));
    ctx.next();
  }
}
