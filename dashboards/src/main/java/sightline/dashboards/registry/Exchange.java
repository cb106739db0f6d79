package sightline.dashboards.registry;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * One request to a registry that took the connection, until its answer is there, its limits are
 * passed, or nothing moved for too long.
 *
 * <p>Threading: the server's event loop.
 */
final class Exchange {

  private static final List<String> KEPT =
      List.of("content-type", "etag", "location", "retry-after");
  private static final int WATCHES = 4;

  private final Vertx vertx;
  private final RegistrySettings settings;
  private final DashboardsMetrics metrics;
  private final String address;
  private final HttpClientRequest request;
  private final Promise<RegistryAnswer> done = Promise.promise();
  private final long timer;
  private long lastMoveNanos = System.nanoTime();
  private long sentBytes;

  Exchange(
      Vertx vertx,
      RegistrySettings settings,
      DashboardsMetrics metrics,
      String address,
      HttpClientRequest request) {
    this.vertx = vertx;
    this.settings = settings;
    this.metrics = metrics;
    this.address = address;
    this.request = request;
    request.exceptionHandler(this::lost);
    long every = Math.max(1, settings.silentTimeout().toMillis() / WATCHES);
    timer = vertx.setPeriodic(every, ignored -> watch());
    done.future().onComplete(ignored -> vertx.cancelTimer(timer));
  }

  Future<RegistryAnswer> send(RegistryCall call) {
    call.headers().forEach(request::putHeader);
    request.send(call.body()).onSuccess(this::take).onFailure(this::lost);
    return done.future();
  }

  /** Passes on what {@code from}, which is paused, brings. */
  Future<RegistryAnswer> stream(RegistryCall call, HttpServerRequest from) {
    call.headers().forEach(request::putHeader);
    String length = from.getHeader("Content-Length");
    if (length == null) {
      request.setChunked(true);
    } else {
      request.putHeader("Content-Length", length);
    }
    request.response().onSuccess(this::take).onFailure(this::lost);
    from.exceptionHandler(this::browserLeft);
    from.endHandler(ignored -> end());
    from.handler(part -> write(part, from));
    from.resume();
    return done.future();
  }

  private void write(Buffer part, HttpServerRequest from) {
    lastMoveNanos = System.nanoTime();
    sentBytes += part.length();
    if (done.future().isComplete()) {
      return; // answered early; the rest is read and thrown away
    }
    if (sentBytes > settings.maxUploadBytes()) {
      metrics.registryRefused("upload_bytes");
      fail(tooLarge(settings.maxUploadBytes()));
      return;
    }
    request.write(part);
    if (request.writeQueueFull()) {
      from.pause();
      request.drainHandler(
          ignored -> {
            lastMoveNanos = System.nanoTime();
            from.resume();
          });
    }
  }

  static Refusal tooLarge(long mostBytes) {
    return new Refusal(
        413, "the file is larger than dashboards.maxRegistryUploadBytes, " + mostBytes + " bytes");
  }

  private void end() {
    if (!done.future().isComplete()) {
      request.end();
    }
  }

  private void take(HttpClientResponse response) {
    lastMoveNanos = System.nanoTime();
    BoundedBody.read(response, settings.maxAnswerBytes(), this::answerTooLarge)
        .onSuccess(body -> complete(response, body))
        .onFailure(this::lost);
  }

  private Refusal answerTooLarge() {
    metrics.registryRefused("answer_bytes");
    return new Refusal(
        502,
        "the answer of the registry at %s is larger than dashboards.maxRegistryAnswerBytes, %d bytes"
            .formatted(address, settings.maxAnswerBytes()));
  }

  private void complete(HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT) {
      String value = response.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    done.tryComplete(new RegistryAnswer(response.statusCode(), headers, body));
  }

  private void watch() {
    Duration silent = Duration.ofNanos(System.nanoTime() - lastMoveNanos);
    if (silent.compareTo(settings.silentTimeout()) > 0) {
      metrics.registryRefused("silent_timeout");
      fail(
          new Refusal(
              504,
              "the registry at %s does not answer: nothing moved for %s"
                  .formatted(address, settings.silentTimeout())));
    }
  }

  private void browserLeft(Throwable why) {
    fail(new Refusal(400, "the upload broke off after " + sentBytes + " bytes"));
  }

  private void lost(Throwable why) {
    fail(
        why instanceof Refusal refusal
            ? refusal
            : new Refusal(
                502, "the registry at %s does not answer: it hung up".formatted(address)));
  }

  private void fail(Refusal why) {
    if (done.tryFail(why)) {
      request.reset();
    }
  }
}
