package sightline.registry.swap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.events.slot.WorkerStatus.Version;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.SlotWish;

/**
 * A registry without a broker: time, members of the group and what they say are the test's.
 *
 * <p>Threading: one thread.
 */
final class Scene {

  static final String SLOT = "yard";
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final long RESIDENT_BYTES = 400_000_000;

  final RegistryMetrics metrics = new RegistryMetrics();
  private Instant now = START;
  private final Clock clock = new PassedIn();
  final FakeLog log = new FakeLog(clock, metrics);
  private final List<String> clientIds = new ArrayList<>();
  private final CoreSettings settings = CoreSettings.defaults("nowhere:9", "http://here");
  private final SlotScribe scribe = new SlotScribe(log, 32);
  private final Promoter.Timed timed = new Promoter.Timed(clock, metrics);
  final Catalog catalog = new Catalog(settings.limits(), log::known, log, timed);
  final CameraDesk cameras = new CameraDesk(3, log::known, log, timed);
  private Promoter promoter = promoter();
  private final HoldWatch holdWatch =
      new HoldWatch(settings.holdWithin(), log::known, scribe, timed);

  /** With versions 1 to 3 of model {@code people}. */
  static Scene withThreeVersions() throws NotWritten {
    var scene = new Scene();
    for (int i = 1; i <= 3; i++) {
      var ignored = scene.catalog.add(version("people", "sha256:" + i));
    }
    return scene;
  }

  static ModelVersion version(String model, String digest) {
    var json = JsonNodeFactory.instance;
    return new ModelVersion(
        model,
        "",
        digest,
        100,
        "x.onnx",
        START,
        "anna",
        "better",
        "detect",
        "yolox",
        json.objectNode(),
        List.of("person"),
        "task: detect",
        "guessed",
        false,
        List.of("labels"),
        json.objectNode(),
        json.objectNode(),
        json.objectNode(),
        RESIDENT_BYTES,
        12);
  }

  void join(String worker) {
    clientIds.add(worker + "-StreamThread-1-consumer");
  }

  void leave(String worker) {
    clientIds.removeIf(one -> one.startsWith(worker + "-"));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** A worker says how it is with some versions of {@code people}; others are not open. */
  void say(String worker, Said... versions) {
    say(worker, 1_000_000_000, List.of(), versions);
  }

  void say(String worker, long freeBytes, List<Integer> held, Said... versions) {
    List<Version> said =
        Arrays.stream(versions)
            .map(
                one ->
                    new Version(
                        SLOT,
                        one.revision,
                        "people/" + one.version,
                        "sha256:" + one.version,
                        one.step,
                        one.bytesDone,
                        one.step == Step.FAILED ? "out of luck" : "",
                        one.partitions))
            .toList();
    log.say(new WorkerStatus(worker, now, freeBytes, said, held, ""));
  }

  /** What a worker says of a version. */
  record Said(String version, long revision, Step step, long bytesDone, List<Integer> partitions) {

    static Said of(int version, long revision, Step step) {
      return new Said("" + version, revision, step, 100, List.of());
    }
  }

  Promotion change(SlotWish wish) throws NotWritten {
    String id = promoter.announce(wish);
    look();
    return promotion(id);
  }

  void cancel(String promotion) throws NotWritten {
    promoter.cancel(promotion, new sightline.registry.shelf.Changes.Who("ben", "no"));
  }

  void look() throws NotWritten {
    promoter.look(crew());
    holdWatch.look(crew());
  }

  /** Another registry goes on with what stands in the log. */
  void restart() {
    promoter = promoter();
  }

  Promotion promotion(String id) {
    return new PromotionViews(log.known(), crew(), now).of(id).orElseThrow();
  }

  SlotRecord slot() {
    return log.known().slot(SLOT).orElseThrow();
  }

  /** Cameras and version of each rule in force. */
  List<String> rules() {
    return slot().current().orElseThrow().rules().stream()
        .map(rule -> String.join("+", rule.cameras()) + "=" + rule.model().version())
        .toList();
  }

  SlotWish bind(int version, String... cameras) {
    return wish(SlotWish.Kind.BIND, version, cameras);
  }

  SlotWish promote(int version, String... canary) {
    return wish(SlotWish.Kind.PROMOTE, version, canary);
  }

  SlotWish rollback() {
    return wish(SlotWish.Kind.ROLLBACK, 0);
  }

  SlotWish unbind() {
    return wish(SlotWish.Kind.UNBIND, 0);
  }

  static SlotWish withGap(SlotWish one) {
    return new SlotWish(
        one.kind(),
        one.slot(),
        one.edition(),
        one.model(),
        one.cameras(),
        one.minScore(),
        one.reduction(),
        one.readyWithin(),
        true,
        one.by(),
        one.why());
  }

  static SlotWish seeing(long edition, SlotWish one) {
    return new SlotWish(
        one.kind(),
        one.slot(),
        Optional.of(edition),
        one.model(),
        one.cameras(),
        one.minScore(),
        one.reduction(),
        one.readyWithin(),
        one.gap(),
        one.by(),
        one.why());
  }

  private SlotWish wish(SlotWish.Kind kind, int version, String... cameras) {
    long edition = log.known().slot(SLOT).map(SlotRecord::edition).orElse(0L);
    return new SlotWish(
        kind,
        SLOT,
        Optional.of(edition),
        version == 0 ? "" : "people/" + version,
        List.of(cameras),
        -1,
        "",
        Optional.empty(),
        false,
        "anna",
        "it is better");
  }

  private List<CrewMember> crew() {
    return CrewMember.of(clientIds, log.known().heard());
  }

  private Promoter promoter() {
    return new Promoter(settings, log::known, this::crew, scribe, timed);
  }

  private final class PassedIn extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
