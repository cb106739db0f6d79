package sightline.trainer.publish.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Files of versions, fetched from the registry and held to their digest.
 *
 * <p>Threading: one thread; blocks.
 */
public final class Artifacts {

  private static final Duration CONNECTED = Duration.ofSeconds(5);
  private static final Duration FETCHED = Duration.ofHours(1);
  private static final int FOUND = 200;
  private static final int NOT_FOUND = 404;
  private static final int BLOCK = 1 << 16;

  private final URI registry;
  private final long mostBytes;

  /**
   * @param registry {@code http://HOST:PORT}
   * @param mostBytes of a file
   */
  public Artifacts(URI registry, long mostBytes) {
    this.registry = registry;
    this.mostBytes = mostBytes;
  }

  /**
   * Makes {@code file} the file of a version, whole or not at all.
   *
   * @param number number of the version, or an alias
   * @return the version
   * @throws IllegalArgumentException when there is no such version, or its file is too large
   * @throws RegistryAway when it does not answer, or what comes is not what it has
   */
  public Version fetch(String model, String number, Path file)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    Version version = version(model, number);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      copy(version, part);
      if (!Publisher.digest(part).equals(version.digest())) {
        throw new RegistryAway(
            "the file of version %s came damaged: expected %s, found %s"
                .formatted(version.id(), version.digest(), Publisher.digest(part)));
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return version;
  }

  private Version version(String model, String number)
      throws RegistryAway, RegistryRefused, InterruptedException {
    try {
      JsonNode body =
          new RegistryHttp(registry)
              .get(
                  "/models/%s/versions/%s"
                      .formatted(RegistryHttp.encoded(model), RegistryHttp.encoded(number)))
              .body();
      return Version.of(body);
    } catch (RegistryRefused e) {
      if (e.status() == NOT_FOUND) {
        throw new IllegalArgumentException(
            "the model registry at %s has no version %s/%s".formatted(registry, model, number), e);
      }
      throw e;
    }
  }

  private void copy(Version version, Path part)
      throws RegistryAway, InterruptedException, IOException {
    var http = HttpClient.newBuilder().connectTimeout(CONNECTED).build();
    var request =
        HttpRequest.newBuilder(registry.resolve("/artifacts/" + version.digest()))
            .timeout(FETCHED)
            .build();
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new RegistryAway(
          "the model registry at %s does not answer (%s)".formatted(registry, e));
    }
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(part)) {
      if (response.statusCode() != FOUND) {
        throw new RegistryAway(
            "the model registry at %s has no file of version %s now: it answered %d"
                .formatted(registry, version.id(), response.statusCode()));
      }
      bounded(in, out, version);
    }
  }

  private void bounded(InputStream in, OutputStream out, Version version) throws IOException {
    var block = new byte[BLOCK];
    long all = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      all += read;
      if (all > mostBytes) {
        throw new IllegalArgumentException(
            "the file of version %s is too large, expected at most %d bytes"
                .formatted(version.id(), mostBytes));
      }
      out.write(block, 0, read);
    }
  }
}
