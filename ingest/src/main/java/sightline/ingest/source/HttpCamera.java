package sightline.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an HTTP address what it serves: MJPEG is read here, everything else (HLS, video files) by
 * FFmpeg.
 *
 * <p>Threading: one thread opens; the stop signal may be raised by any.
 */
final class HttpCamera {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private HttpCamera() {}

  static FrameSource open(Location location, SourceSettings settings, StopSignal stop)
      throws SourceLost {
    if (path(location).endsWith(".m3u8")) {
      return VideoSource.open(VideoRequest.http(location, settings), java.time.Instant.now(), stop);
    }
    HttpResponse<InputStream> response = ask(location, settings, stop);
    String type = response.headers().firstValue("content-type").orElse("");
    var boundary = sightline.ingest.source.net.MultipartReader.boundary(type);
    if (boundary.isPresent()) {
      return new MjpegSource(response.body(), boundary.get(), location, settings, stop);
    }
    close(response.body());
    return VideoSource.open(VideoRequest.http(location, settings), java.time.Instant.now(), stop);
  }

  private static HttpResponse<InputStream> ask(
      Location location, SourceSettings settings, StopSignal stop) throws SourceLost {
    CompletableFuture<HttpResponse<InputStream>> asked =
        CLIENT.sendAsync(request(location), HttpResponse.BodyHandlers.ofInputStream());
    StopSignal.Listener cancel = () -> asked.cancel(true);
    stop.add(cancel);
    try {
      var response = asked.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      checkStatus(response, location);
      return response;
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw broken(location, "no answer in " + settings.connectTimeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw broken(location, "cannot connect (" + e.getCause().getClass().getSimpleName() + ")");
    } catch (java.util.concurrent.CancellationException e) {
      throw new SourceLost(SourceLost.Cause.STOPPED, "the read of " + location + " was ended");
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new SourceLost(SourceLost.Cause.STOPPED, "the read of " + location + " was ended");
    } finally {
      stop.remove(cancel);
    }
  }

  private static void checkStatus(HttpResponse<InputStream> response, Location location)
      throws SourceLost {
    int status = response.statusCode();
    if (status == 200) {
      return;
    }
    close(response.body());
    if (status == 401 || status == 403) {
      throw new SourceLost(
          SourceLost.Cause.CREDENTIALS, location + " refuses the user name or password");
    }
    throw broken(location, "answers with HTTP status " + status);
  }

  private static HttpRequest request(Location location) throws SourceLost {
    try {
      var request = HttpRequest.newBuilder(URI.create(location.withoutUserInfo())).GET();
      if (!location.userInfo().isEmpty()) {
        request.header("Authorization", "Basic " + basic(location.userInfo()));
      }
      return request.build();
    } catch (IllegalArgumentException e) {
      throw broken(location, "is not a valid address");
    }
  }

  private static String basic(String userInfo) {
    String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), UTF_8);
    return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }

  private static String path(Location location) {
    String text = location.withoutUserInfo().toLowerCase(Locale.ROOT);
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  private static SourceLost broken(Location location, String why) {
    return new SourceLost(SourceLost.Cause.BROKEN, location + ": " + why);
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // nothing is read from it any more
      return;
    }
  }
}
