package sightline.swap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.PromotionWatch;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.RegistryReply;
import sightline.deploy.models.Waiting;
import sightline.deploy.soak.swap.judge.Judgement;
import sightline.events.Topics;
import sightline.registry.Markers;

/** The registry dies at ten moments of a promotion: what it says afterwards is what runs. */
@Timeout(600)
class RegistryKillIT {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryKillIT.class);
  private static final int KILLS = 10;
  private static final long SEED = 20;
  private static final String SLOT = "yard";
  private static final RegistryPath SLOT_PATH = RegistryPath.of("slots", SLOT);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final Waiting waiting = Waiting.really();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private SwitchSite site;

  @Test
  void shouldAgreeWithLogAndWorkersWhereverThePromotionIsCutOff() throws Exception {
    try (SwitchSite opened = SwitchSite.start(folder)) {
      site = opened;
      awaitWriter();
      String one = site.importVersion(.2, waiting);
      String two = site.importVersion(.3, waiting);
      bind(one);
      site.startCameras();
      awaitServed(one);
      Duration usual = promoteUndisturbed(two);

      for (int kill = 0; kill < KILLS; kill++) {
        String before = ask(SLOT_PATH).body().path("model").asText();
        String wanted = before.equals(one) ? two : one;
        double part = (kill + random.nextDouble()) / KILLS; // each tenth of the way once
        Duration moment = Duration.ofNanos(Math.round(usual.toNanos() * part));

        promoteAndKill(wanted, moment);
        site.registry().start();

        JsonNode slot = awaitEnd();
        String runs = slot.path("model").asText();
        LOG.info("killed {} after the request: {} runs, {} was wanted", moment, runs, wanted);
        assertThat(runs).isIn(before, wanted);
        awaitServed(runs);
        requireAgreement(slot);
      }

      requireEveryFrameHasItsResult();
    }
  }

  private void bind(String model) throws Exception {
    ObjectNode body = body(model);
    body.putArray("cameras").add("*");
    JsonNode begun = change("PUT", SLOT_PATH, body, Precondition.NEW).body();
    requireSwitched(new PromotionWatch(site.client(), waiting, line -> {}).await(begun));
  }

  /** How long it takes from the request until the markers are written. */
  private Duration promoteUndisturbed(String model) throws Exception {
    RegistryReply seen = ask(SLOT_PATH);
    Instant asked = Instant.now();
    JsonNode begun =
        change("POST", promote(), body(model), Precondition.unchangedSince(seen)).body();
    JsonNode end = new PromotionWatch(site.client(), waiting, line -> {}).await(begun);
    requireSwitched(end);
    awaitServed(model);
    return Duration.between(asked, Instant.parse(end.path("endedAt").asText()));
  }

  /** The request may be answered, or die with the registry. */
  private void promoteAndKill(String model, Duration moment) throws Exception {
    RegistryReply seen = ask(SLOT_PATH);
    var killed =
        CompletableFuture.runAsync(
            this::kill, CompletableFuture.delayedExecutor(moment.toNanos(), TimeUnit.NANOSECONDS));
    try {
      site.client().change("POST", promote(), body(model), Precondition.unchangedSince(seen));
    } catch (RegistryFailed e) {
      assertThat(e.mayPass()).as(e.getMessage()).isTrue();
    }
    killed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void kill() {
    try {
      site.registry().kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The slot, once a registry writes again and nothing is under way. */
  private JsonNode awaitEnd() throws Exception {
    awaitWriter();
    await("the end of the promotion", () -> !ask(SLOT_PATH).body().has("promotion"));
    return ask(SLOT_PATH).body();
  }

  private void awaitWriter() throws Exception {
    RegistryPath ready = RegistryPath.of("health", "ready");
    await("a registry that writes", () -> ask(ready).body().path("writes").asBoolean());
  }

  private void awaitServed(String model) throws Exception {
    await("both workers with " + model, () -> site.isServed(model));
  }

  /** State, audit, history and markers tell the same. */
  private void requireAgreement(JsonNode slot) throws Exception {
    Map<Long, Map<Integer, Long>> markers = Markers.of(SLOT, site.bootstrapServers());
    long revision = slot.path("revision").asLong();
    List<Long> revisions = LongStream.rangeClosed(1, revision).boxed().toList();
    assertThat(markers.keySet()).as("revisions on the log").containsExactlyElementsOf(revisions);
    assertThat(markers.values())
        .allSatisfy(one -> assertThat(one).hasSize(Topics.FRAMES.partitions()));
    assertThat(offsets(slot)).isEqualTo(markers.get(revision));

    JsonNode history = ask(RegistryPath.of("slots", SLOT, "history")).body().path("switches");
    assertThat(history.path(0).path("to").asText()).isEqualTo(slot.path("model").asText());
    Map<Long, Map<Integer, Long>> told = new TreeMap<>();
    history.forEach(one -> told.put(one.path("revision").asLong(), offsets(one)));
    assertThat(told).as("history").isEqualTo(markers);

    requireAuditTells(ask(RegistryPath.of("audit")).body().path("entries"), markers);
  }

  /** Every promotion has begun once and ended once. */
  private static void requireAuditTells(JsonNode entries, Map<Long, Map<Integer, Long>> markers) {
    Map<Long, Map<Integer, Long>> switched = new TreeMap<>();
    Map<String, String> promotions = new HashMap<>();
    int id = 0;
    for (JsonNode entry : entries) {
      assertThat(entry.path("id").asText()).isEqualTo(Integer.toString(++id));
      String action = entry.path("action").asText();
      promotions.merge(entry.path("promotion").asText(), action, (one, other) -> one + " " + other);
      if (action.equals("switched")) {
        switched.put(entry.path("revision").asLong(), offsets(entry));
      }
    }
    promotions.remove(""); // imports
    assertThat(promotions.values()).isSubsetOf("announced switched", "announced refused");
    assertThat(switched).as("audit").isEqualTo(markers);
  }

  private void requireEveryFrameHasItsResult() throws Exception {
    site.endCameras();
    await("the last result", () -> site.reader().versions().isComplete());
    Judgement judgement = site.reader().versions().judge();
    assertThat(judgement.examples()).isEmpty();
    assertThat(judgement.isExact()).as("%s", judgement).isTrue();
  }

  private static Map<Integer, Long> offsets(JsonNode json) {
    Map<Integer, Long> offsets = new TreeMap<>();
    json.path("offsets")
        .properties()
        .forEach(one -> offsets.put(Integer.parseInt(one.getKey()), one.getValue().asLong()));
    return offsets;
  }

  private static void requireSwitched(JsonNode promotion) {
    assertThat(promotion.path("state").asText()).as("%s", promotion).isEqualTo("SWITCHED");
  }

  private RegistryReply ask(RegistryPath path) throws Exception {
    return waiting.ask(site.client(), path, waiting.now().plus(PATIENCE), said -> {});
  }

  private RegistryReply change(String how, RegistryPath path, JsonNode body, Precondition holds)
      throws Exception {
    return waiting.through(
        () -> site.client().change(how, path, body, holds),
        waiting.now().plus(PATIENCE),
        said -> {});
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(String what, Condition condition) throws Exception {
    Instant until = waiting.now().plus(PATIENCE);
    while (!condition.holds()) {
      assertThat(waiting.now()).as("waiting for %s", what).isBefore(until);
      waiting.moment();
    }
  }

  private static RegistryPath promote() {
    return RegistryPath.of("slots", SLOT, "promote");
  }

  private static ObjectNode body(String model) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", model)
        .put("by", "tester")
        .put("why", "");
  }
}
