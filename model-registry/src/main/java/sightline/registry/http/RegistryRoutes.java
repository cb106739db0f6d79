package sightline.registry.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * The registry over HTTP. {@link #router} is the table of contents, one line a route; {@code
 * openapi.yaml} describes the same.
 *
 * <p>Threading: the server's event loop.
 */
final class RegistryRoutes {

  private final RegistryParts parts;

  RegistryRoutes(RegistryParts parts) {
    this.parts = parts;
  }

  Router router(Vertx vertx) {
    var guard = new RequestGuard(parts.address(), parts.shelf());
    var models = new ModelHandlers(parts);
    var imports = new ImportHandlers(parts, vertx);
    var slots = new SlotHandlers(parts);
    var cameras = new CameraHandlers(parts);
    var promotions = new PromotionHandlers(parts);
    var artifacts = new ArtifactHandlers(parts, vertx);
    var site = new SiteHandlers(parts);
    var body = BodyHandler.create(false).setBodyLimit(parts.limits().maxRequestBytes());

    var router = Router.router(vertx);
    router.route().handler(this::count);
    router.route().handler(RequestGuard::addHeaders);
    router.get("/health/live").handler(site::live); // before the guard: probes come by address
    router.get("/health/ready").handler(site::ready);
    router.get("/metrics").handler(site::metrics);
    router.route().handler(guard::host);
    router.get("/openapi.yaml").handler(site::description);
    router
        .get("/artifacts/:digest")
        .handler(artifacts::artifact); // the store has no need of the log
    router.route().handler(guard::change);
    router.route().handler(guard::knowledge);

    router.get("/models").handler(models::list);
    router.get("/models/:model").handler(models::one);
    router.get("/models/:model/versions/:version").handler(models::version);
    router.get("/models/:model/compare").handler(models::compare);
    router.put("/models/:model/aliases/:alias").handler(body).handler(models::setAlias);
    router.delete("/models/:model/aliases/:alias").handler(body).handler(models::removeAlias);
    router.post("/models/:model/versions/:version/confirm").handler(body).handler(models::confirm);
    router.post("/models/:model/versions").handler(imports::upload);
    router.get("/imports/:id").handler(imports::one);
    router.get("/slots").handler(slots::list);
    router.get("/slots/:slot").handler(slots::one);
    router.put("/slots/:slot").handler(body).handler(slots::bind);
    router.delete("/slots/:slot").handler(body).handler(slots::unbind);
    router.post("/slots/:slot/promote").handler(body).handler(slots::promote);
    router.post("/slots/:slot/rollback").handler(body).handler(slots::rollback);
    router.get("/slots/:slot/promotion").handler(promotions::ofSlot);
    router.get("/slots/:slot/history").handler(slots::history);
    router.get("/promotions/:id").handler(promotions::one);
    router.post("/promotions/:id/cancel").handler(body).handler(promotions::cancel);
    router.get("/cameras").handler(cameras::list);
    router.get("/cameras/:camera").handler(cameras::one);
    router.put("/cameras/:camera").handler(body).handler(cameras::change);
    router.delete("/cameras/:camera").handler(body).handler(cameras::reset);
    router.get("/workers").handler(promotions::workers);
    router.get("/audit").handler(promotions::audit);
    new Failures(parts.shelf(), parts.address().ownUrl()).mount(router);
    return router;
  }

  private void count(RoutingContext ctx) {
    ctx.addEndHandler(ignored -> parts.metrics().requestAnswered(ctx.response().getStatusCode()));
    ctx.next();
  }
}
