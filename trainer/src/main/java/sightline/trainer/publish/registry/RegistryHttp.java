package sightline.trainer.publish.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One question to the registry, and its answer. One that only reads sends writers on to the one
 * that writes; that is followed.
 *
 * <p>Threading: any thread.
 */
final class RegistryHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECTED = Duration.ofSeconds(5);
  private static final Duration ANSWERED = Duration.ofSeconds(30);
  private static final Duration UPLOADED = Duration.ofHours(1);
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_REFUSAL = 400;
  private static final int TIMED_OUT = 408;
  private static final int FIRST_FAILURE = 500;
  private static final int NO_SPACE = 507;

  private final URI registry;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECTED)
          .build();

  RegistryHttp(URI registry) {
    this.registry = registry;
  }

  /**
   * An answer.
   *
   * @param etag edition of what was asked for; empty when it has none
   * @param location where to go on asking; empty when nowhere
   */
  record Reply(JsonNode body, String etag, String location) {}

  Reply get(String path) throws RegistryAway, RegistryRefused, InterruptedException {
    return send(request(path, ANSWERED).GET().build());
  }

  Reply put(String path, JsonNode body, String etag)
      throws RegistryAway, RegistryRefused, InterruptedException {
    return send(
        request(path, ANSWERED)
            .header("Content-Type", "application/json")
            .header("If-Match", etag)
            .PUT(BodyPublishers.ofString(body.toString()))
            .build());
  }

  Reply upload(String path, Path file)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    return send(
        request(path, UPLOADED)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofFile(file))
            .build());
  }

  /** {@code path} with what stands behind the question mark; empty values are left out. */
  static String with(String path, Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("&", path + "?", ""));
  }

  /** One step of a path. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path, Duration within) {
    return HttpRequest.newBuilder(registry.resolve(path))
        .timeout(within)
        .header("Accept", "application/json, application/problem+json");
  }

  private Reply send(HttpRequest request)
      throws RegistryAway, RegistryRefused, InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryAway(
          "the model registry at %s does not answer (%s)".formatted(registry, e));
    }
    JsonNode body = body(response);
    int status = response.statusCode();
    if (status >= FIRST_REFUSAL) {
      String sentence = body.path("detail").asText("it answered %d".formatted(status));
      if (mayPass(status)) {
        throw new RegistryAway(
            "the model registry at %s cannot now: %s".formatted(registry, sentence));
      }
      throw new RegistryRefused(status, sentence);
    }
    if (status >= FIRST_REDIRECT) {
      throw new RegistryAway(
          "the model registry at %s does not know yet which one writes".formatted(registry));
    }
    return new Reply(
        body,
        response.headers().firstValue("ETag").orElse(""),
        response.headers().firstValue("Location").orElse(""));
  }

  private static boolean mayPass(int status) {
    return status == TIMED_OUT || (status >= FIRST_FAILURE && status != NO_SPACE);
  }

  private JsonNode body(HttpResponse<String> response) throws RegistryAway {
    try {
      return response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RegistryAway("what answers at %s is no model registry".formatted(registry));
    }
  }
}
