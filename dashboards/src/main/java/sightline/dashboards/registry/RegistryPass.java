package sightline.dashboards.registry;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiFunction;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * Passes calls on to whichever registry answers, and those that change something to the one that
 * writes. A call is tried again elsewhere only when no connection came about.
 *
 * <p>Threading: the server's event loop.
 */
public final class RegistryPass {

  /** Under which the dashboards serve what the registry serves. */
  public static final String PREFIX = "/api/registry";

  private final Vertx vertx;
  private final RegistrySettings settings;
  private final DashboardsMetrics metrics;
  private final Addresses addresses;
  private final HttpClient client;
  private int calls;
  private int uploads;

  /** How a request that is open is carried through. */
  private interface Carry extends BiFunction<String, Exchange, Future<RegistryAnswer>> {}

  /** No connection came about, so nothing was asked. */
  private static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(Throwable why) {
      super(why.getMessage(), null, false, false);
    }
  }

  public RegistryPass(Vertx vertx, RegistrySettings settings, DashboardsMetrics metrics) {
    this.vertx = vertx;
    this.settings = settings;
    this.metrics = metrics;
    this.addresses = new Addresses(settings.addresses());
    int most = settings.maxCalls() + settings.maxUploads();
    this.client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(most));
  }

  /** Whether there is a registry to pass anything on to. */
  public boolean isOff() {
    return addresses.isEmpty();
  }

  public RegistrySettings settings() {
    return settings;
  }

  /** Asks, and asks the writer when that is another one. Fails with a {@link Refusal}. */
  public Future<RegistryAnswer> call(RegistryCall call) {
    if (calls >= settings.maxCalls()) {
      return refused("calls", settings.maxCalls(), "maxRegistryCalls");
    }
    calls++;
    return tryEach(call, addresses.inOrder().iterator(), (at, open) -> open.send(call))
        .compose(said -> call.isRead() ? Future.succeededFuture(said) : follow(call, said))
        .map(said -> rewritten(said.answer(), said.address()))
        .onComplete(ignored -> calls--);
  }

  /**
   * Streams a file, which is paused, to the registry. When another one writes, the answer is 307:
   * who sent the file sends it again, and it goes there.
   */
  public Future<RegistryAnswer> upload(RegistryCall call, HttpServerRequest file) {
    if (uploads >= settings.maxUploads()) {
      return drained(file, refused("uploads", settings.maxUploads(), "maxRegistryUploads"));
    }
    uploads++;
    var answer =
        tryEach(call, addresses.inOrder().iterator(), (at, open) -> open.stream(call, file))
            .map(
                said -> {
                  writerOf(said).ifPresent(addresses::prefer);
                  return rewritten(said.answer(), said.address());
                })
            .onComplete(ignored -> uploads--);
    return drained(file, answer);
  }

  /** The answer once the file was read to its end, so that a browser that still sends sees it. */
  public <T> Future<T> drained(HttpServerRequest file, Future<T> answer) {
    Promise<T> seen = Promise.promise();
    answer.onComplete(
        result -> {
          if (file.isEnded()) {
            seen.handle(result);
            return;
          }
          file.handler(ignored -> {});
          file.endHandler(ignored -> tell(seen, result));
          file.exceptionHandler(ignored -> tell(seen, result));
          file.resume();
          vertx.setTimer(settings.silentTimeout().toMillis(), ignored -> tell(seen, result));
        });
    return seen.future();
  }

  private static <T> void tell(Promise<T> seen, AsyncResult<T> result) {
    if (result.succeeded()) {
      seen.tryComplete(result.result());
    } else {
      seen.tryFail(result.cause());
    }
  }

  private record Said(String address, RegistryAnswer answer) {}

  private Future<Said> tryEach(RegistryCall call, Iterator<String> next, Carry carry) {
    String address = next.next();
    return open(call, address)
        .compose(open -> carry.apply(address, open))
        .map(answer -> said(address, answer))
        .recover(
            why -> {
              if (why instanceof Unreachable && next.hasNext()) {
                return tryEach(call, next, carry);
              }
              return Future.failedFuture(why instanceof Unreachable ? nobodyAnswers() : why);
            });
  }

  private Said said(String address, RegistryAnswer answer) {
    metrics.registryAnswered(answer.status() / 100 + "xx");
    addresses.prefer(address);
    return new Said(address, answer);
  }

  private Future<Exchange> open(RegistryCall call, String address) {
    var options =
        new RequestOptions()
            .setMethod(call.method())
            .setAbsoluteURI(address + call.target())
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setFollowRedirects(false);
    return client
        .request(options)
        .map(request -> new Exchange(vertx, settings, metrics, address, request))
        .recover(why -> Future.failedFuture(new Unreachable(why)));
  }

  /** A reader sends writes on to the writer. */
  private Future<Said> follow(RegistryCall call, Said said) {
    if (said.answer().status() != RegistryAnswer.SENT_ON) {
      return Future.succeededFuture(said);
    }
    Optional<String> writer = writerOf(said);
    if (writer.isEmpty()) {
      return Future.failedFuture(
          new Refusal(
              502,
              "the registry at %s sends changes on to %s, which dashboards.registry does not name"
                  .formatted(said.address(), said.answer().headers().get("location"))));
    }
    return open(call, writer.get())
        .compose(open -> open.send(call))
        .map(answer -> said(writer.get(), answer))
        .recover(why -> Future.failedFuture(why instanceof Unreachable ? nobodyWrites(said) : why));
  }

  private Optional<String> writerOf(Said said) {
    String location = said.answer().headers().get("location");
    return said.answer().status() == RegistryAnswer.SENT_ON && location != null
        ? addresses.named(location, said.address())
        : Optional.empty();
  }

  private RegistryAnswer rewritten(RegistryAnswer answer, String by) {
    String location = answer.headers().get("location");
    if (location == null) {
      return answer;
    }
    var headers = new HashMap<>(answer.headers());
    if (location.startsWith("/") && !location.startsWith("//")) {
      headers.put("location", PREFIX + location);
    } else {
      headers.remove("location");
      addresses
          .named(location, by)
          .ifPresent(base -> headers.put("location", PREFIX + location.substring(base.length())));
    }
    return new RegistryAnswer(answer.status(), headers, answer.body());
  }

  private Refusal nobodyAnswers() {
    metrics.registryRefused("unreachable");
    return new Refusal(502, "the registry at %s does not answer".formatted(addresses));
  }

  private Refusal nobodyWrites(Said said) {
    metrics.registryRefused("unreachable");
    return new Refusal(
        502,
        "the registry at %s does not answer, and the one at %s only reads: ask again in a moment"
            .formatted(said.answer().headers().get("location"), said.address()));
  }

  private <T> Future<T> refused(String limit, int most, String key) {
    metrics.registryRefused(limit);
    return Future.failedFuture(
        new Refusal(
            503, "%d %s are under way, dashboards.%s: ask again".formatted(most, limit, key)));
  }
}
