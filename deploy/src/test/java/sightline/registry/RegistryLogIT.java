package sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Switch;
import sightline.registry.log.Clients;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Promotion.State;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.SlotWish;
import sightline.registry.swap.CoreSettings;
import sightline.registry.swap.RegistryCore;

/** The registry's core on a real log. */
@Timeout(180)
class RegistryLogIT {

  private static final Who ANNA = new Who("anna", "because");

  /** Steps of the two transactions of a change: two sends and a commit, ten sends and a commit. */
  private static final List<Integer> BREAKING_POINTS = List.of(0, 1, 3, 4, 5, 6, 13, 23, 26, 27);

  private static EmbeddedBroker broker;

  @BeforeAll
  static void startTheBroker() throws Exception {
    broker = EmbeddedBroker.start(BrokerConfig.temporary());
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
  }

  @AfterAll
  static void stopTheBroker() {
    broker.close();
  }

  @Test
  void shouldKnowAllAgainAfterARestart() throws Exception {
    SlotRecord slot;
    List<Promotion> promotions = new ArrayList<>();
    List<AuditEntry> audit;
    try (RegistryCore core = writer(Clients.usual());
        FakeWorker worker = FakeWorker.start("w-1", broker.bootstrapServers())) {
      importTwo(core, "people");
      done(core.alias("people", 2, Map.entry("champion", "1"), ANNA));
      promotions.add(ended(core, done(core.change(bind("yard", "people/champion")))));
      promotions.add(ended(core, done(core.change(promote(core, "yard", "people/2")))));
      worker.cannotServe("sha256:people-1");
      promotions.add(ended(core, done(core.change(promote(core, "yard", "people/1")))));
      slot = core.slot("yard").orElseThrow();
      audit = core.audit("", 1_000);
    }

    try (RegistryCore core = writer(Clients.usual())) {
      assertThat(promotions)
          .extracting(Promotion::state)
          .containsExactly(State.SWITCHED, State.SWITCHED, State.REFUSED);
      assertThat(promotions.get(2).problem())
          .isEqualTo("worker w-1 cannot serve people/1: its graph is broken");
      assertThat(core.slot("yard")).contains(slot);
      assertThat(core.audit("", 1_000)).isEqualTo(audit);
      assertThat(core.versions("people"))
          .extracting(ModelVersion::version)
          .containsExactly("2", "1");
      assertThat(core.version("people", "champion").orElseThrow().version()).isEqualTo("1");
      assertThat(core.promotionOf("yard").orElseThrow().problem())
          .isEqualTo(promotions.get(2).problem());
    }
    assertAgreement("yard", slot, audit);
  }

  @Test
  void shouldWriteOnWhereTheOtherStoppedWhenTheWriterHangs() throws Exception {
    var clients = new BreakingClients();
    try (RegistryCore first = writer(clients);
        RegistryCore second =
            RegistryCore.start(settings("http://second"), new RegistryMetrics())) {
      importTwo(first, "cars");
      done(first.change(bind("street", "cars/1")));
      await(() -> second.slot("street").isPresent() && second.whyNotReady().isEmpty());
      assertThat(second.writes()).isFalse();
      assertThat(second.writerUrl()).contains("http://first");

      clients.freeze();
      await(second::writes);
      await(() -> second.writerUrl().equals(Optional.of("http://second")));
      done(second.change(promote(second, "street", "cars/2")));
      assertThatThrownBy(() -> done(first.change(promote(second, "street", "cars/1"))))
          .hasCauseInstanceOf(Refused.class);
      clients.thaw();
      await(() -> !first.writes());

      await(() -> first.slot("street").equals(second.slot("street")));
      assertAgreement("street", second.slot("street").orElseThrow(), second.audit("", 1_000));
    } finally {
      clients.thaw();
    }
  }

  @Test
  void shouldAgreeWithTheMarkersWhereverTheConnectionBreaks() throws Exception {
    var clients = new BreakingClients();
    try (RegistryCore core = writer(clients)) {
      importTwo(core, "dogs");
      done(core.change(bind("park", "dogs/1")));

      int target = 2;
      for (int point : BREAKING_POINTS) {
        String model = "dogs/" + target;
        clients.breakAt(point);
        change(core, model);
        await(() -> current(core, "park").equals(model));
        assertThat(clients.hasBroken()).isTrue();
        target = 3 - target;
      }

      SlotRecord slot = core.slot("park").orElseThrow();
      assertThat(slot.current().orElseThrow().revision()).isEqualTo(1 + BREAKING_POINTS.size());
      assertAgreement("park", slot, core.audit("", 1_000));
    }
  }

  @Test
  void shouldGoOnWithAPromotionThatItFindsWhenItStarts() throws Exception {
    try (FakeWorker worker = FakeWorker.start("w-2", broker.bootstrapServers())) {
      worker.mute(true);
      Promotion announced;
      try (RegistryCore core = writer(Clients.usual())) {
        importTwo(core, "boats");
        announced = done(core.change(bind("pier", "boats/1")));
      }

      try (RegistryCore core = writer(Clients.usual())) {
        await(() -> !core.workers().isEmpty());
        assertThat(core.promotion(announced.id()).orElseThrow().state()).isEqualTo(State.ANNOUNCED);
        worker.mute(false);

        assertThat(ended(core, announced).state()).isEqualTo(State.SWITCHED);
        await(() -> core.promotionOf("pier").orElseThrow().settled());
        assertAgreement("pier", core.slot("pier").orElseThrow(), core.audit("", 1_000));
      }
    }
  }

  @Test
  void shouldWriteAgainWhenAStrangerFencedIt() throws Exception {
    try (RegistryCore core = writer(Clients.usual())) {
      importTwo(core, "cats");
      done(core.change(bind("roof", "cats/1")));
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              broker.bootstrapServers(),
              "transactional.id",
              "sightline-registry");
      try (var stranger =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        stranger.initTransactions();
      }

      done(core.change(promote(core, "roof", "cats/2")));

      assertThat(current(core, "roof")).isEqualTo("cats/2");
      assertAgreement("roof", core.slot("roof").orElseThrow(), core.audit("", 1_000));
    }
  }

  @Test
  void shouldRefuseOneOfTwoOperatorsWhoSawTheSame() throws Exception {
    try (RegistryCore core = writer(Clients.usual())) {
      importTwo(core, "birds");
      done(core.change(bind("tree", "birds/1")));
      SlotWish wish = promote(core, "tree", "birds/2");

      var one = core.change(wish);
      var other = core.change(wish);

      assertThat(done(one).state()).isEqualTo(State.SWITCHED);
      assertThatThrownBy(() -> done(other))
          .cause()
          .isInstanceOf(Refused.class)
          .hasMessageContaining("you saw 2: anna switched birds/2 at");
    }
  }

  /** What stands on {@code frames}, in the slot's record and in the audit is the same. */
  private static void assertAgreement(String name, SlotRecord slot, List<AuditEntry> audit)
      throws Exception {
    var markers = Markers.of(name, broker.bootstrapServers());
    long newest = slot.current().orElseThrow().revision();

    assertThat(markers.keySet()).containsExactlyElementsOf(upTo(newest));
    for (Switch one : slot.switches()) {
      assertThat(markers.get(one.state().revision()))
          .hasSize(Topics.FRAMES.partitions())
          .isEqualTo(one.offsets());
    }
    List<AuditEntry> switches =
        audit.stream()
            .filter(one -> one.subject().equals(name) && one.action().equals("switched"))
            .toList();
    assertThat(switches).extracting(AuditEntry::revision).containsExactlyElementsOf(upTo(newest));
    switches.forEach(one -> assertThat(one.offsets()).isEqualTo(markers.get(one.revision())));
    assertThat(audit)
        .extracting(AuditEntry::id)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, audit.size()).mapToObj(Long::toString).toList());
  }

  private static List<Long> upTo(long newest) {
    return LongStream.rangeClosed(1, newest).boxed().toList();
  }

  /** As an operator would: once more, unless it was done or announced. */
  private static void change(RegistryCore core, String model) throws Exception {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        done(core.change(promote(core, "park", model)));
        return;
      } catch (ExecutionException e) {
        await(core::writes);
        SlotRecord slot = core.slot("park").orElseThrow();
        if (!slot.candidates().isEmpty() || current(core, "park").equals(model)) {
          return;
        }
      }
    }
  }

  private static void importTwo(RegistryCore core, String model) throws Exception {
    for (int i = 1; i <= 2; i++) {
      assertThat(done(core.add(version(model, "sha256:%s-%d".formatted(model, i)))).version())
          .isEqualTo("" + i);
    }
  }

  private static String current(RegistryCore core, String slot) {
    return core.slot(slot)
        .flatMap(SlotRecord::current)
        .map(state -> state.rules().get(0).model().id())
        .orElse("");
  }

  private static Promotion ended(RegistryCore core, Promotion promotion) {
    await(() -> core.promotion(promotion.id()).orElseThrow().state() != State.ANNOUNCED);
    return core.promotion(promotion.id()).orElseThrow();
  }

  private static RegistryCore writer(Clients clients) {
    RegistryCore core =
        RegistryCore.start(settings("http://first"), new RegistryMetrics(), clients);
    await(core::writes);
    return core;
  }

  private static CoreSettings settings(String url) {
    return CoreSettings.defaults(broker.bootstrapServers(), url);
  }

  private static SlotWish bind(String slot, String model) {
    return wish(SlotWish.Kind.BIND, slot, 0, model, List.of("*"));
  }

  private static SlotWish promote(RegistryCore core, String slot, String model) {
    long edition = core.slot(slot).orElseThrow().edition();
    return wish(SlotWish.Kind.PROMOTE, slot, edition, model, List.of());
  }

  private static SlotWish wish(
      SlotWish.Kind kind, String slot, long edition, String model, List<String> cameras) {
    return new SlotWish(
        kind,
        slot,
        Optional.of(edition),
        model,
        cameras,
        -1,
        "full",
        Optional.of(Duration.ofSeconds(30)),
        false,
        "anna",
        "it is better");
  }

  private static ModelVersion version(String model, String digest) {
    var json = JsonNodeFactory.instance;
    return new ModelVersion(
        model,
        "",
        digest,
        100,
        "x.onnx",
        Instant.EPOCH,
        "anna",
        "better",
        "detect",
        "yolox",
        json.objectNode(),
        List.of("person"),
        "task: detect",
        "file",
        true,
        List.of(),
        json.objectNode(),
        json.objectNode(),
        json.objectNode(),
        1,
        1);
  }

  private static <T> T done(java.util.concurrent.CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier event) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!event.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time to wait").isLessThan(giveUp);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
