package sightline.deploy.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.PlainText;

/**
 * Brings into the registry what a site begins with: files that it does not have yet, slots that
 * nobody has made yet. What an operator changed since stays as it is.
 *
 * <p>Threading: one thread; uploads have threads of their own, which end before a method returns.
 */
public final class Seeds {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int SIDE_BY_SIDE = 4;
  private static final int MOST_VERSIONS = 10_000;
  private static final Duration STARTED = Duration.ofSeconds(60);
  private static final String WHY = "named when the site was started";

  private final RegistryClient client;
  private final Waiting waiting;
  private final String by;
  private final BiConsumer<String, String> told;

  /**
   * @param by in whose name
   * @param told hears of each model and slot: what it is about, and what there is to say
   */
  public Seeds(RegistryClient client, Waiting waiting, String by, BiConsumer<String, String> told) {
    this.client = client;
    this.waiting = waiting;
    this.by = by;
    this.told = told;
  }

  /**
   * Brings in {@code seeds}: files side by side, as the registry checks them; slots one after the
   * other.
   *
   * @throws BadInput when a file is missing or the check refuses it
   */
  public void sow(List<Seed> seeds) throws RegistryFailed, InterruptedException {
    ExecutorService beside = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      var brought = new ArrayList<Future<Brought>>();
      for (Seed seed : seeds) {
        brought.add(beside.submit(() -> find(seed.slot(), seed.file())));
      }
      for (int i = 0; i < brought.size(); i++) {
        bind(seeds.get(i), tell(result(brought.get(i))));
      }
    } finally {
      beside.shutdownNow();
    }
  }

  private static Brought result(Future<Brought> brought)
      throws RegistryFailed, InterruptedException {
    try {
      return brought.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistryFailed refused) {
        throw refused;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Makes {@code file} a version of {@code model}, unless it is one; binds it to nothing.
   *
   * @throws BadInput when the file is missing or the check refuses it
   */
  public VersionName bring(String model, Path file) throws RegistryFailed, InterruptedException {
    return tell(find(model, file));
  }

  /**
   * @param made whether it was not there before
   */
  private record Brought(VersionName version, boolean made) {}

  private Brought find(String model, Path file) throws RegistryFailed, InterruptedException {
    String digest = digest(file);
    Optional<VersionName> known = known(model, digest);
    if (known.isPresent()) {
      return new Brought(known.get(), false);
    }
    Optional<Path> manifest = Upload.manifestBeside(file);
    var upload = new Upload(file, model, manifest.map(Upload::read).orElse(""), by, WHY);
    RegistryReply begun = once(() -> client.upload(upload.path(), file, sent -> {}));
    JsonNode end = new ImportWatch(client, waiting, line -> {}).await(begun);
    if (!ImportWatch.isStored(end)) {
      throw new BadInput("%s was refused: %s".formatted(file, ImportWatch.problem(end)));
    }
    return new Brought(new VersionName(model, ImportWatch.version(end)), true);
  }

  private VersionName tell(Brought brought) throws RegistryFailed, InterruptedException {
    VersionName made = brought.version();
    if (!brought.made()) {
      told.accept("model", "%s, there already".formatted(made));
      return made;
    }
    JsonNode version = client.get(made.path()).body();
    told.accept(
        "model", "%s, family %s".formatted(made, PlainText.of(version.path("family").asText())));
    version
        .path("assumed")
        .forEach(one -> told.accept("", "assumed: " + PlainText.of(one.asText())));
    return made;
  }

  private Optional<VersionName> known(String model, String digest)
      throws RegistryFailed, InterruptedException {
    try {
      once(() -> client.get(RegistryPath.of("models")));
      JsonNode found =
          Pages.read(client, RegistryPath.of("models", model), "versions", MOST_VERSIONS);
      return found
          .path("versions")
          .valueStream()
          .filter(version -> version.path("digest").asText().equals(digest))
          .map(version -> new VersionName(model, version.path("version").asText()))
          .findFirst();
    } catch (RegistryFailed e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void bind(Seed seed, VersionName version) throws RegistryFailed, InterruptedException {
    RegistryPath path = RegistryPath.of("slots", seed.slot());
    if (client.has(path)) {
      String runs = client.get(path).body().path("model").asText("");
      told.accept(
          "slot",
          "%s stays as it is, with %s"
              .formatted(seed.slot(), runs.isEmpty() ? "nothing" : PlainText.of(runs)));
      return;
    }
    JsonNode body = body(seed, version);
    JsonNode begun = once(() -> client.change("PUT", path, body, Precondition.NEW)).body();
    JsonNode end =
        new PromotionWatch(client, waiting, line -> told.accept("slot", line)).await(begun);
    if (!PromotionWatch.isGood(end)) {
      throw RegistryFailed.refused(CONFLICT, String.join("; ", PromotionWatch.words(end)));
    }
    told.accept("slot", "%s looks with %s".formatted(seed.slot(), version));
  }

  /** A registry that has just started knows a moment later whether it is the one that writes. */
  private RegistryReply once(Waiting.Question question)
      throws RegistryFailed, InterruptedException {
    return waiting.through(question, waiting.now().plus(STARTED), line -> {});
  }

  private ObjectNode body(Seed seed, VersionName version) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", version.toString())
            .put("minScore", seed.minScore())
            .put("reduction", seed.reduction())
            .put("by", by)
            .put("why", WHY);
    ArrayNode cameras = body.putArray("cameras");
    (seed.cameras().isEmpty() ? List.of("*") : seed.cameras()).forEach(cameras::add);
    return body;
  }

  private static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new BadInput("model %s cannot be read".formatted(file), e);
    }
  }
}
