package sightline.inference.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.WorkerStatus.Step;
import sightline.inference.batch.BatchSettings;
import sightline.inference.engine.EngineOptions;
import sightline.inference.live.LiveSlots.Need;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.reading.Reading;
import sightline.inference.slot.Slot;
import sightline.inference.slot.TaskSlots;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.LaneSettings;
import sightline.inference.testmodel.BlobDetector;

@Timeout(60)
class ModelLoaderTest {

  private static final Instant NOW = Instant.parse("2026-11-22T14:02:11Z");

  @TempDir private Path folder;
  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private final LiveSlots live = new LiveSlots(10);
  private final InferenceMetrics metrics = new InferenceMetrics();
  private HttpServer registry;
  private DetectLanes lanes;
  private ModelLoader loader;
  private byte[] onnx;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("blob.onnx");
    BlobDetector.main(file.toString());
    onnx = Files.readAllBytes(file);
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/artifacts/",
        exchange -> {
          byte[] bytes = artifacts.get(exchange.getRequestURI().getPath().substring(11));
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes == null ? new byte[0] : bytes);
          }
        });
    registry.start();
    lanes = DetectLanes.start(List.of(), settings(), metrics);
    var address = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
    var source = new ArtifactSource(List.of(address), Duration.ofSeconds(5));
    var cache = new ArtifactCache(folder.resolve("cache"), Long.MAX_VALUE, source, metrics);
    loader = new ModelLoader(live, cache, new Sessions(EngineOptions.cpu()), lanes, metrics);
    loader.start();
  }

  private static LaneSettings settings() {
    return new LaneSettings(
        1,
        1,
        List.of(),
        new BatchSettings(List.of(1), Duration.ZERO, 16, 16, 16),
        new LaneSettings.Limits(100_000, 1_000_000, new Reading.Bounds(1000, 512)));
  }

  @AfterEach
  void stop() {
    loader.close();
    lanes.close();
    registry.stop(0);
  }

  @Test
  void shouldLoadACandidateBesideTheOldOneAndCloseTheOldOneWithItsLastFrame() throws Exception {
    ServedModel one = model("1", 0);
    ServedModel two = model("2", 1);
    SlotRecord first = LiveFixtures.record(LiveFixtures.state(1, one), 0);
    live.accept(first);
    await(() -> step(one) == Step.READY);
    TaskSlots task = live.open(0, List.of());
    task.taken(10);
    live.accept(announced(first, two));
    await(() -> step(two) == Step.READY);
    assertThat(step(one)).isEqualTo(Step.READY);
    Slot old = task.boundTo("gate", 11).get(0);
    old.usage().begin();

    live.accept(LiveFixtures.after(first, LiveFixtures.state(2, two), 12));
    task.switched(LiveFixtures.state(2, two), 12, NOW);
    task.taken(12);

    assertThat(step(one)).isEqualTo(Step.READY); // a frame is on its way to it
    old.usage().end();
    await(() -> step(one) == null);
    assertThat(step(two)).isEqualTo(Step.READY);
  }

  @Test
  void shouldOpenNoThirdSessionOfASlot() throws Exception {
    ServedModel one = model("1", 0);
    ServedModel two = model("2", 1);
    ServedModel three = model("3", 2);
    SlotRecord first = LiveFixtures.record(LiveFixtures.state(1, one), 0);
    live.accept(first);
    TaskSlots task = live.open(0, List.of());
    task.taken(10);
    SlotRecord second = LiveFixtures.after(first, LiveFixtures.state(2, two), 12);
    live.accept(second);
    await(() -> step(one) == Step.READY && step(two) == Step.READY);

    live.accept(announced(second, three));
    await(() -> detail(three).contains("waits until"));

    assertThat(detail(three)).contains("people/1").contains("people/2");
    task.switched(LiveFixtures.state(2, two), 12, NOW);
    task.taken(12);
    await(() -> step(three) == Step.READY);
    assertThat(step(one)).isNull();
  }

  @Test
  void shouldSayWhyAVersionCannotBeOpened() throws Exception {
    byte[] noise = "this is no model".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ServedModel broken = store("1", noise);

    live.accept(LiveFixtures.record(LiveFixtures.state(1, broken), 0));
    await(() -> step(broken) == Step.FAILED);

    assertThat(detail(broken)).contains("cannot be opened");
    assertThat(live.canJoin()).isFalse();
  }

  @Test
  void shouldSayThatAnArtifactIsNotWhatItsDigestSays() throws Exception {
    ServedModel one = model("1", 0);
    byte[] damaged = artifacts.get(one.digest()).clone();
    damaged[damaged.length / 2]++;
    artifacts.put(one.digest(), damaged);

    live.accept(LiveFixtures.record(LiveFixtures.state(1, one), 0));
    await(() -> step(one) == Step.FAILED);

    assertThat(detail(one)).contains("has digest").contains("expected " + one.digest());
  }

  @Test
  void shouldFetchAgainWhatTheRegistryDidNotHaveAtFirst() throws Exception {
    ServedModel one = model("1", 0);
    byte[] bytes = artifacts.remove(one.digest());
    live.accept(LiveFixtures.record(LiveFixtures.state(1, one), 0));
    await(() -> step(one) == Step.FAILED);

    artifacts.put(one.digest(), bytes);

    await(() -> step(one) == Step.READY);
  }

  @Test
  void shouldCloseTheOldOneFirstWhenThereIsRoomForOneOnly() throws Exception {
    ServedModel one = model("1", 0);
    ServedModel two = model("2", 1);
    SlotRecord first = LiveFixtures.record(LiveFixtures.state(1, one), 0);
    live.accept(first);
    await(() -> step(one) == Step.READY);
    TaskSlots task = live.open(0, List.of());
    task.taken(10);
    var gap = new Candidate("p", LiveFixtures.state(2, two), true, NOW);
    live.accept(new SlotRecord("people", 2, first.switches(), List.of(gap)));
    await(() -> live.needs().get(LiveFixtures.key(two)) == Need.FILE && fetched(two));
    live.accept(LiveFixtures.after(first, LiveFixtures.state(2, two), 12));
    assertThat(step(two)).isEqualTo(Step.WAITING);

    live.passable(0, List.of(LiveFixtures.marker(12, LiveFixtures.state(2, two))));
    task.taken(11);

    await(() -> step(two) == Step.READY);
    assertThat(step(one)).isNull();
    assertThat(live.mayPass(0)).isTrue();
  }

  private SlotRecord announced(SlotRecord before, ServedModel model) {
    long revision = before.current().orElseThrow().revision() + 1;
    var candidate = new Candidate("p", LiveFixtures.state(revision, model), false, NOW);
    return new SlotRecord("people", revision, before.switches(), List.of(candidate));
  }

  /** The same net with some bytes of no effect behind it, so that digests differ. */
  private ServedModel model(String version, int padding) throws Exception {
    var bytes = new java.io.ByteArrayOutputStream();
    bytes.write(onnx);
    for (int i = 0; i < padding; i++) {
      bytes.write(new byte[] {0x32, 1, 'x'}); // field 6, doc_string, once more
    }
    return store(version, bytes.toByteArray());
  }

  private ServedModel store(String version, byte[] bytes) throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    String digest = "sha256:" + HexFormat.of().formatHex(sha256.digest(bytes));
    artifacts.put(digest, bytes);
    return new ServedModel("people", version, digest, bytes.length, "");
  }

  private Step step(ServedModel model) {
    synchronized (live) {
      return live.versions().stream()
          .filter(one -> one.key().model().equals(model))
          .map(LiveVersion::step)
          .findFirst()
          .orElse(null);
    }
  }

  private String detail(ServedModel model) {
    synchronized (live) {
      return live.known(LiveFixtures.key(model)).detail();
    }
  }

  private boolean fetched(ServedModel model) {
    synchronized (live) {
      LiveVersion version = live.known(LiveFixtures.key(model));
      return version.isFetched() && version.step() == Step.WAITING;
    }
  }

  private void await(BooleanSupplier done) throws InterruptedException {
    synchronized (live) {
      while (!done.getAsBoolean()) {
        live.wait(20);
      }
    }
  }
}
