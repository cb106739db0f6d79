package sightline.deploy.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import sightline.deploy.console.PlainText;

/**
 * Asks a model registry over HTTP. A registry that only reads sends writers on to the one that
 * writes; that is followed.
 *
 * <p>Threading: any thread.
 */
public final class RegistryClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECTED = Duration.ofSeconds(5);
  private static final Duration ANSWERED = Duration.ofSeconds(30);
  private static final Duration UPLOADED = Duration.ofHours(2);
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_REFUSAL = 400;
  private static final int NOT_FOUND = 404;

  private final URI registry;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECTED)
          .build();

  /**
   * @param registry {@code http://HOST:PORT}, without a path
   */
  public RegistryClient(URI registry) {
    this.registry = registry;
  }

  /** Where it asks. */
  public URI registry() {
    return registry;
  }

  public RegistryReply get(RegistryPath path) throws RegistryFailed, InterruptedException {
    return send(request(path, ANSWERED).GET().build());
  }

  /** Whether there is something at {@code path}. */
  public boolean has(RegistryPath path) throws RegistryFailed, InterruptedException {
    try {
      get(path);
      return true;
    } catch (RegistryFailed e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Asks for a change: {@code method} on {@code path}. */
  public RegistryReply change(String method, RegistryPath path, JsonNode body, Precondition holds)
      throws RegistryFailed, InterruptedException {
    BodyPublisher content =
        body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    HttpRequest.Builder request =
        request(path, ANSWERED).header("Content-Type", "application/json").method(method, content);
    holds.ifAny().ifPresent(one -> request.header(one.header(), one.value()));
    return send(request.build());
  }

  /** Sends {@code file} to {@code path} and tells {@code sent} how many bytes have gone out. */
  public RegistryReply upload(RegistryPath path, Path file, LongConsumer sent)
      throws RegistryFailed, InterruptedException {
    try {
      BodyPublisher body = CountedBody.of(BodyPublishers.ofFile(file), sent);
      return send(
          request(path, UPLOADED)
              .header("Content-Type", "application/octet-stream")
              .POST(body)
              .build());
    } catch (FileNotFoundException e) {
      throw RegistryFailed.refused(FIRST_REFUSAL, "%s cannot be read".formatted(file));
    }
  }

  /**
   * Fetches the artifact at {@code path} into {@code file}.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits that it must have
   */
  public void download(RegistryPath path, Path file, String digest)
      throws RegistryFailed, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + path.text())).timeout(UPLOADED).GET().build();
    try {
      HttpResponse<Path> response = http.send(request, BodyHandlers.ofFile(file));
      if (response.statusCode() >= FIRST_REDIRECT) {
        throw RegistryFailed.refused(
            response.statusCode(),
            "the model registry at %s has no artifact %s".formatted(registry, digest));
      }
      if (!Digest.of(file).equals(digest)) {
        throw RegistryFailed.away(
            "the model registry at %s gave something else than %s".formatted(registry, digest),
            null);
      }
    } catch (IOException e) {
      throw RegistryFailed.away(
          "the artifact %s cannot be fetched from %s (%s)"
              .formatted(digest, registry, PlainText.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private HttpRequest.Builder request(RegistryPath path, Duration within) {
    return HttpRequest.newBuilder(URI.create(registry + path.text()))
        .timeout(within)
        .header("Accept", "application/json, application/problem+json");
  }

  private RegistryReply send(HttpRequest request) throws RegistryFailed, InterruptedException {
    HttpResponse<String> response = response(request);
    if (response.statusCode() >= FIRST_REDIRECT && response.statusCode() < FIRST_REFUSAL) {
      throw RegistryFailed.away(
          "the model registry at %s does not know yet which one writes; ask again in a few seconds"
              .formatted(registry),
          null);
    }
    JsonNode body = body(response);
    if (response.statusCode() >= FIRST_REFUSAL) {
      throw RegistryFailed.refused(response.statusCode(), sentence(response.statusCode(), body));
    }
    return new RegistryReply(
        body,
        response.headers().firstValue("ETag").orElse(""),
        response.headers().firstValue("Location").orElse(""));
  }

  private HttpResponse<String> response(HttpRequest request)
      throws RegistryFailed, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw RegistryFailed.away(
          "there is no model registry at %s; start one (sightline up, sightline demo) or name its"
                  .formatted(registry)
              + " address with --registry or SIGHTLINE_REGISTRY",
          e);
    } catch (HttpTimeoutException e) {
      throw RegistryFailed.away(
          "the model registry at %s does not answer; look at its log, or name another with"
                  .formatted(registry)
              + " --registry",
          e);
    } catch (IOException e) {
      throw RegistryFailed.away(
          "the model registry at %s broke off (%s); ask again once it is back"
              .formatted(registry, PlainText.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private JsonNode body(HttpResponse<String> response) throws RegistryFailed {
    if (response.body().isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw RegistryFailed.refused(
          response.statusCode() < FIRST_REFUSAL ? FIRST_REFUSAL : response.statusCode(),
          "what answers at %s is no model registry: expected JSON, found %s"
              .formatted(registry, response.headers().firstValue("Content-Type").orElse("text")));
    }
  }

  private String sentence(int status, JsonNode problem) {
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    return detail.isBlank()
        ? "the model registry at %s answered %d and no reason".formatted(registry, status)
        : PlainText.of(detail);
  }
}
