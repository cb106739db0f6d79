package sightline.trainer.publish.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes files versions of the registry, each once: before it sends anything, and after whatever
 * went wrong, it asks whether there is a version of these bytes. The registry itself makes a
 * version last of all, so there is a whole one or none.
 *
 * <p>Threading: one thread; blocks.
 */
public final class Publisher {

  private static final int NOT_FOUND = 404;
  private static final int STALE = 412;
  private static final int PAGE = 200;
  private static final int MAX_PAGES = 100;

  private final RegistryHttp http;
  private final Patience patience;
  private final Consumer<String> told;

  /**
   * @param registry {@code http://HOST:PORT}
   * @param told hears of outages, one sentence each
   */
  public Publisher(URI registry, Patience patience, Consumer<String> told) {
    this.http = new RegistryHttp(registry);
    this.patience = patience;
    this.told = told;
  }

  /** Something that is asked again while the registry is away. */
  private interface Question<T> {
    T ask() throws RegistryAway, RegistryRefused, InterruptedException, IOException;
  }

  /**
   * The version of this file, which may have been there before.
   *
   * @throws RegistryRefused when the registry does not take it; its check says why
   * @throws RegistryAway when it does not answer for too long
   */
  public Version publish(Publication wanted)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    String digest = digest(wanted.file());
    Version version = persist(() -> once(wanted, digest));
    if (!wanted.alias().isEmpty()) {
      persist(() -> alias(wanted, version));
    }
    return version;
  }

  /**
   * The version that {@code alias} means, else the latest; none when there is no such model.
   *
   * @param alias empty for the latest
   */
  public Optional<Version> incumbent(String model, String alias)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    Optional<Version> named = alias.isEmpty() ? Optional.empty() : find(model, alias);
    return named.isPresent() ? named : find(model, "latest");
  }

  private Optional<Version> find(String model, String number)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    return persist(() -> known(path(model) + "/versions/" + RegistryHttp.encoded(number)))
        .map(Version::of);
  }

  private Version once(Publication wanted, String digest)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    Optional<Version> known = withDigest(wanted.model(), digest);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("fileName", wanted.file().getFileName().toString());
    facts.put("by", wanted.by());
    facts.put("why", wanted.why());
    facts.put("metrics", wanted.metrics().isEmpty() ? "" : wanted.metrics().toString());
    facts.put("lineage", wanted.lineage().isEmpty() ? "" : wanted.lineage().toString());
    var begun =
        http.upload(RegistryHttp.with(path(wanted.model()) + "/versions", facts), wanted.file());
    String number = await(begun);
    return Version.of(
        http.get(path(wanted.model()) + "/versions/" + RegistryHttp.encoded(number)).body());
  }

  /** Follows the check to its end; the number of the version. */
  private String await(RegistryHttp.Reply begun)
      throws RegistryAway, RegistryRefused, InterruptedException {
    String place = "/imports/" + RegistryHttp.encoded(begun.body().path("id").asText());
    JsonNode now = begun.body();
    Instant until = patience.until();
    for (int attempt = 0; !now.path("state").asText().equals("STORED"); attempt++) {
      if (now.path("state").asText().equals("REFUSED")) {
        String problem = now.path("problem").asText();
        if (mayPass(now)) {
          throw new RegistryAway(problem);
        }
        throw new RegistryRefused(0, problem);
      }
      if (patience.isOver(until)) {
        throw new RegistryAway("the registry's check of the file does not end");
      }
      patience.waitFor(Math.min(attempt, 2));
      now =
          known(place)
              .orElseThrow(() -> new RegistryAway("the registry was started anew meanwhile"));
    }
    return now.path("version").asText();
  }

  /** Whether it was ended by the registry's own trouble: its log, its disk, its stop. */
  private static boolean mayPass(JsonNode refused) {
    JsonNode steps = refused.path("steps");
    JsonNode last = steps.path(steps.size() - 1);
    String step = last.path("name").asText();
    String problem = refused.path("problem").asText();
    return step.equals("stored") || problem.contains("the registry stopped");
  }

  private Optional<Version> withDigest(String model, String digest)
      throws RegistryAway, RegistryRefused, InterruptedException {
    String after = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      Map<String, String> which = new LinkedHashMap<>();
      which.put("limit", Integer.toString(PAGE));
      which.put("after", after);
      Optional<JsonNode> versions = known(RegistryHttp.with(path(model), which));
      if (versions.isEmpty()) {
        return Optional.empty();
      }
      for (JsonNode version : versions.orElseThrow().path("versions")) {
        if (version.path("digest").asText().equals(digest)) {
          return Optional.of(Version.of(version));
        }
      }
      after = versions.orElseThrow().path("next").asText("");
      if (after.isEmpty()) {
        return Optional.empty();
      }
    }
    throw new RegistryRefused(
        0, "model %s has more versions than can be looked at".formatted(model));
  }

  private Version alias(Publication wanted, Version version)
      throws RegistryAway, RegistryRefused, InterruptedException {
    String model = path(wanted.model());
    var seen = http.get(model + "?limit=1");
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", version.number())
            .put("by", wanted.by())
            .put("why", wanted.why());
    try {
      http.put(model + "/aliases/" + RegistryHttp.encoded(wanted.alias()), body, seen.etag());
      return version;
    } catch (RegistryRefused e) {
      if (e.status() == STALE) {
        throw new RegistryAway("somebody changed model %s meanwhile".formatted(wanted.model()));
      }
      throw e;
    }
  }

  private Optional<JsonNode> known(String path)
      throws RegistryAway, RegistryRefused, InterruptedException {
    try {
      return Optional.of(http.get(path).body());
    } catch (RegistryRefused e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> T persist(Question<T> question)
      throws RegistryAway, RegistryRefused, InterruptedException, IOException {
    Instant until = patience.until();
    for (int attempt = 0; ; attempt++) {
      try {
        return question.ask();
      } catch (RegistryAway e) {
        if (patience.isOver(until)) {
          throw e;
        }
        if (attempt == 0) {
          told.accept(e.getMessage() + "; it is asked again for " + patience.total());
        }
        patience.waitFor(attempt);
      }
    }
  }

  private static String path(String model) {
    return "/models/" + RegistryHttp.encoded(model);
  }

  /** {@code sha256:} and 64 hexadecimal digits. */
  static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        long ignored = in.transferTo(OutputStream.nullOutputStream());
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
