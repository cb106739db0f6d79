package sightline.deploy.soak.swap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sightline.deploy.models.ImportWatch;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.PromotionWatch;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.RegistryReply;
import sightline.deploy.models.Upload;
import sightline.deploy.models.VersionName;
import sightline.deploy.models.Waiting;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.swap.judge.GapWatch.Gap;

/**
 * Brings versions into the registry and swaps them, as an operator would: over HTTP.
 *
 * <p>Threading: one thread.
 */
final class Swapper {

  private static final String MODEL = "soak";
  private static final RegistryPath SLOT = RegistryPath.of("slots", SwapOptions.SLOT);
  private static final Duration STARTED = Duration.ofSeconds(120);
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofSeconds(120);
  private static final int READY_WITHIN_SECONDS = 60;

  private static final int NOT_FOUND = 404;
  private static final int KILLED_WITHIN_MILLIS = 600;

  /** Thresholds of the versions after the first, so that each has a digest of its own. */
  private static final double STEP = .01;

  private final SwapSite site;
  private final SwapOptions options;
  private final RegistryClient client;
  private final Waiting waiting = Waiting.really();
  private final Consumer<String> told;
  private final SplittableRandom random;
  private final List<String> good = new ArrayList<>();
  private String corrupt;
  private String gone;

  Swapper(SwapSite site, SwapOptions options, Consumer<String> told) {
    this.site = site;
    this.options = options;
    this.client = site.client();
    this.told = told;
    this.random = new SplittableRandom(options.seed());
  }

  /** Imports four versions, breaks two of them in the store, and binds the first to all cameras. */
  void prepare() throws SoakFailed, RegistryFailed, IOException, InterruptedException {
    waiting.ask(client, RegistryPath.of("slots"), waiting.now().plus(STARTED), told);
    JsonNode first = importFile(options.model(), "");
    good.add(name(first));
    good.add(name(importVariant(first, 1)));
    JsonNode third = importVariant(first, 2);
    corrupt = name(third);
    SoakVersions.corrupt(site.store(), third.path("digest").asText());
    JsonNode fourth = importVariant(first, 3);
    gone = name(fourth);
    SoakVersions.remove(site.store(), fourth.path("digest").asText());
    bind();
  }

  private JsonNode importVariant(JsonNode first, int number)
      throws SoakFailed, RegistryFailed, IOException, InterruptedException {
    Path target = options.folder().resolve("version-%d.zip".formatted(number + 1));
    String manifest = first.path("manifest").asText();
    return importFile(
        SoakVersions.bundle(target, options.model(), manifest, options.minScore() + number * STEP),
        "");
  }

  private JsonNode importFile(Path file, String manifest)
      throws SoakFailed, RegistryFailed, InterruptedException {
    var upload = new Upload(file, MODEL, manifest, "soak", "");
    RegistryReply begun = patiently(() -> client.upload(upload.path(), file, sent -> {}));
    JsonNode end = new ImportWatch(client, waiting, line -> {}).await(begun);
    if (!ImportWatch.isStored(end)) {
      throw new SoakFailed("%s was refused: %s".formatted(file, ImportWatch.problem(end)));
    }
    var made = new VersionName(MODEL, ImportWatch.version(end));
    told.accept("%s imported".formatted(made));
    return client.get(made.path()).body();
  }

  private void bind() throws SoakFailed, RegistryFailed, InterruptedException {
    ObjectNode body = body(good.get(0)).put("minScore", -1).put("reduction", "full");
    body.putArray("cameras").add("*");
    JsonNode begun = patiently(() -> client.change("PUT", SLOT, body, Precondition.NEW)).body();
    JsonNode end = new PromotionWatch(client, waiting, line -> {}).await(begun);
    if (!PromotionWatch.isGood(end)) {
      throw new SoakFailed(String.join("; ", PromotionWatch.words(end)));
    }
  }

  /** Makes swap {@code number}, whatever becomes of it. */
  SwapRecord swap(int number) throws RegistryFailed, IOException, InterruptedException {
    SwapKind kind = SwapKind.of(number);
    RegistryReply seen = patiently(() -> client.get(SLOT));
    String from = seen.body().path("model").asText();
    String to = target(kind, from);
    Instant begun = waiting.now();
    JsonNode end = end(kind, to, seen);
    boolean settled = settle(end);
    return new SwapRecord(
        number,
        kind,
        from,
        to,
        end.path("state").asText(),
        begun,
        waiting.now(),
        settled,
        end.path("problem").asText(""),
        Gap.NONE);
  }

  /** How the promotion ended; one that is not even begun is refused. */
  private JsonNode end(SwapKind kind, String to, RegistryReply seen)
      throws RegistryFailed, IOException, InterruptedException {
    RegistryPath path = RegistryPath.of("slots", SwapOptions.SLOT, "promote");
    ObjectNode body = body(to).put("readyWithinSeconds", READY_WITHIN_SECONDS);
    Precondition holds = Precondition.unchangedSince(seen);
    JsonNode promotion;
    try {
      promotion = patiently(() -> client.change("POST", path, body, holds)).body();
    } catch (RegistryFailed e) {
      if (e.mayPass()) {
        throw e;
      }
      return ended("REFUSED", e.getMessage());
    }
    disturb(kind);
    try {
      return new PromotionWatch(client, waiting, told).await(promotion);
    } catch (RegistryFailed e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return ended("FORGOTTEN", e.getMessage()); // though it was told that it had begun
    }
  }

  private static JsonNode ended(String state, String problem) {
    return JsonNodeFactory.instance.objectNode().put("state", state).put("problem", problem);
  }

  private RegistryReply patiently(Waiting.Question question)
      throws RegistryFailed, InterruptedException {
    return waiting.through(question, waiting.now().plus(BACK), told);
  }

  private String target(SwapKind kind, String from) {
    if (kind.wantsTheOther()) {
      return good.get(0).equals(from) ? good.get(1) : good.get(0);
    }
    return kind == SwapKind.CORRUPT ? corrupt : gone;
  }

  private void disturb(SwapKind kind) throws IOException, InterruptedException {
    switch (kind) {
      case GOOD, CORRUPT, GONE -> {
        return;
      }
      case REGISTRY -> killAndStart(site.registry());
      case WORKER -> killAndStart(site.worker(SwapOptions.MORTAL));
    }
  }

  private void killAndStart(Child child) throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(KILLED_WITHIN_MILLIS));
    child.kill();
    child.start();
  }

  /** Waits until the old version's sessions are closed everywhere. */
  private boolean settle(JsonNode end) throws RegistryFailed, InterruptedException {
    RegistryPath path = RegistryPath.of("promotions", end.path("id").asText());
    Instant until = waiting.now().plus(SETTLED);
    JsonNode last = end;
    while (PromotionWatch.isGood(last) && !last.path("settled").asBoolean()) {
      if (!waiting.now().isBefore(until)) {
        return false;
      }
      waiting.moment();
      last = waiting.ask(client, path, until, told).body();
    }
    return true;
  }

  private static ObjectNode body(String model) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", model)
        .put("by", "soak")
        .put("why", "");
  }

  private static String name(JsonNode version) {
    return version.path("model").asText() + "/" + version.path("version").asText();
  }
}
