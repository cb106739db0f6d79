package sightline.registry.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import sightline.registry.http.view.PromotionJson;
import sightline.registry.intake.Import;
import sightline.registry.intake.Intake;
import sightline.registry.intake.Upload;

/**
 * Carries the body of a request into an upload, no faster than the disk takes it.
 *
 * <p>Threading: the server's event loop; the file is written on worker threads, one piece after the
 * other.
 */
final class UploadPump {

  private static final int PAUSE_AT_BYTES = 2 << 20;
  private static final int RESUME_AT_BYTES = 512 << 10;
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final long DRAIN_MILLIS = 2_000;

  private final RoutingContext ctx;
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Intake intake;
  private final Upload upload;
  private final Clock clock = Clock.systemUTC();
  private Future<Void> written = Future.succeededFuture();
  private int waitingBytes;
  private boolean paused;
  private boolean over;
  private long timer;

  UploadPump(RoutingContext ctx, Intake intake, Upload upload) {
    this.ctx = ctx;
    this.vertx = ctx.vertx();
    this.request = ctx.request();
    this.intake = intake;
    this.upload = upload;
  }

  void start() {
    timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, ignored -> look());
    request.exceptionHandler(failure -> fail(brokenOff()));
    request.handler(this::take);
    request.endHandler(ignored -> end());
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      ctx.response().writeContinue();
    }
    request.resume();
  }

  /** Reads on for a moment, so that a client that still sends can hear why it should not. */
  static void drain(RoutingContext ctx) {
    var request = ctx.request();
    if (request.isEnded()) {
      return;
    }
    long close = ctx.vertx().setTimer(DRAIN_MILLIS, ignored -> request.connection().close());
    request.exceptionHandler(ignored -> ctx.vertx().cancelTimer(close));
    request.handler(ignored -> {});
    request.endHandler(ignored -> ctx.vertx().cancelTimer(close));
    request.resume();
  }

  private void take(Buffer piece) {
    if (over) {
      return;
    }
    waitingBytes += piece.length();
    if (waitingBytes >= PAUSE_AT_BYTES) {
      paused = true;
      request.pause();
    }
    written = written.compose(ignored -> vertx.executeBlocking(() -> write(piece), false));
    written.onSuccess(ignored -> taken(piece.length())).onFailure(this::fail);
  }

  private Void write(Buffer piece) throws IOException {
    upload.write(ByteBuffer.wrap(piece.getBytes()), clock.instant());
    return null;
  }

  private void taken(int bytes) {
    waitingBytes -= bytes;
    if (paused && !over && waitingBytes <= RESUME_AT_BYTES) {
      paused = false;
      request.resume();
    }
  }

  private void look() {
    try {
      upload.requirePace(clock.instant());
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    written
        .compose(ignored -> vertx.executeBlocking(() -> intake.end(upload), false))
        .onSuccess(this::accepted)
        .onFailure(
            why -> {
              abandon(why);
              ctx.fail(why);
            });
  }

  private void accepted(Import one) {
    ctx.response().putHeader("location", "/imports/" + one.id());
    Answers.json(ctx, 202, PromotionJson.imported(one));
  }

  private void fail(Throwable why) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    written.onComplete(ignored -> abandon(why));
    if (!ctx.response().closed()) {
      ctx.fail(why);
      drain(ctx);
    }
  }

  private void abandon(Throwable why) {
    vertx.executeBlocking(
        () -> {
          intake.abandon(upload, why);
          return null;
        },
        false);
  }

  private IOException brokenOff() {
    return new IOException(
        "the connection ended after %d bytes of the upload".formatted(upload.bytes()));
  }
}
