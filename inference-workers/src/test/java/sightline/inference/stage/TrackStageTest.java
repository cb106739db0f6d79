package sightline.inference.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.LedgerRow;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.Stage;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.inference.InferenceTopology;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.ResultHeaders;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.track.TrackPlan;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerRules;

class TrackStageTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final String CHANGELOG = "test-" + TrackKeeper.STORE + "-changelog";

  private final InferenceMetrics metrics = new InferenceMetrics();
  private final List<KeyValue<String, byte[]>> log = new ArrayList<>();
  private List<Detection> sight = List.of(person(0), person(300));
  private boolean masks;
  private boolean judges;
  private int maxTrackers = 8;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    var settings =
        new DetectSettings(
            new LoadedSlots(
                List.of(TestSlots.slot("people", "gate", "yard"), TestSlots.slot("cars", "yard"))),
            new DetectSettings.Bounds(4, 8, 16),
            new DetectSettings.Waits(
                Duration.ofMillis(5), Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO),
            new Freshness());
    var plan =
        new TrackPlan(
            TrackerKind.NONE, Map.of("people", TrackerKind.BYTETRACK), TrackerRules.USUAL);
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    driver =
        new TopologyTestDriver(
            InferenceTopology.build(
                DetectStage.supplier(
                    new Answering(), settings, metrics, Clock.fixed(NOW, ZoneOffset.UTC)),
                TrackStage.supplier(plan, maxTrackers, metrics)),
            config,
            NOW);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldGiveObjectsTheirIdsOnTheWayToTheirTopic() throws Exception {
    see("gate", 0);
    see("gate", 1);

    assertThat(ids(Topics.DETECTIONS)).containsExactly(List.of(1L, 2L), List.of(1L, 2L));
  }

  @Test
  void shouldTellOfWhatIsTrackedOnATopicOfItsOwn() throws Exception {
    sight = List.of(person(0), new Detection(new Box(9, 9, 50, 50), 0, "person", .2f));
    see("gate", 0);

    var record = read(Topics.TRACKS).get(0);

    ObjectsDetected tracked = ResultCodec.readDetected(record.value());
    assertThat(tracked.detections()).extracting(Detection::track).containsExactly(1L);
    assertThat(tracked.provenance().frame()).isEqualTo(new FrameId("gate", 7, 0));
    assertThat(header(record, "ce_type")).isEqualTo(ResultHeaders.OBJECTS_TRACKED);
    assertThat(header(read(Topics.DETECTIONS).get(0), "ce_type"))
        .isEqualTo(ResultHeaders.OBJECTS_DETECTED);
  }

  @Test
  void shouldLetJudgementsPassByToTheirTopicAndCountThem() throws Exception {
    judges = true;
    see("gate", 0);

    var record = read(Topics.ANOMALIES).get(0);

    AnomalyFound judged = ResultCodec.readAnomaly(record.value());
    assertThat(judged.score()).isEqualTo(2);
    assertThat(judged.provenance().frame()).isEqualTo(new FrameId("gate", 7, 0));
    assertThat(judged.provenance().stages().sinceCapture()).containsKey(Stage.FORWARDED);
    assertThat(header(record, "ce_type")).isEqualTo(ResultHeaders.ANOMALY_FOUND);
    assertThat(read(Topics.DETECTIONS)).isEmpty();
    assertThat(read(Topics.TRACKS)).isEmpty();
    assertThat(metrics.judgedFrames("people", true)).isEqualTo(1);
    assertThat(metrics.judgedFrames("people", false)).isZero();
  }

  @Test
  void shouldLeaveMasksWithTheResultOnly() throws Exception {
    masks = true;
    Mask mask = Mask.ofRuns(2, 2, 1, 2, 1);
    sight = List.of(new Detection(person(0).box(), 0, "person", .9f, 0, List.of(1f, 2f), mask));
    see("gate", 0);

    Detection result = detections(Topics.SEGMENTATIONS).get(0).get(0);
    Detection tracked = detections(Topics.TRACKS).get(0).get(0);

    assertThat(result.mask()).isEqualTo(mask);
    assertThat(result.track()).isEqualTo(1);
    assertThat(tracked.mask()).isEqualTo(Mask.NONE);
    assertThat(tracked.landmarks()).containsExactly(1f, 2f);
  }

  @Test
  void shouldPassByWhatIsNotTracked() throws Exception {
    see("yard", 0);

    assertThat(ids(Topics.DETECTIONS)).containsExactly(List.of(1L, 2L), List.of(0L, 0L));
    assertThat(ids(Topics.TRACKS)).hasSize(1);
  }

  @Test
  void shouldGoOnWithTheSameObjectsAfterARestart() throws Exception {
    see("gate", 0);
    see("gate", 1);
    restart();
    sight = List.of(person(301), person(1));
    see("gate", 2);

    assertThat(ids(Topics.DETECTIONS)).containsExactly(List.of(2L, 1L));
    assertThat(metrics.liveTracks()).isEqualTo(2);
    assertThat(metrics.startedTracks()).isEqualTo(2);
  }

  @Test
  void shouldNumberOnWhenItKnowsNothingButTheGreatestId() throws Exception {
    see("gate", 0);
    log.addAll(changes());
    log.replaceAll(change -> KeyValue.pair(change.key, damaged(change.value)));
    restart();
    see("gate", 1);

    assertThat(ids(Topics.DETECTIONS)).containsExactly(List.of(3L, 4L));
  }

  @Test
  void shouldNeverUseAnIdOfACameraThatWasForgotten() throws Exception {
    driver.close();
    maxTrackers = 1;
    start();
    see("gate", 0);
    see("yard", 0);
    read(Topics.DETECTIONS);
    see("gate", 1);

    assertThat(ids(Topics.DETECTIONS)).containsExactly(List.of(5L, 6L));
    assertThat(metrics.liveTracks()).isEqualTo(2);
  }

  @Test
  void shouldLeaveAFrameThatIsLookedAtOnceMoreWithoutIds() throws Exception {
    see("gate", 0);
    see("gate", 1);
    TestRecord<String, byte[]> again = frame("gate", 0);
    again.headers().remove("ce_type");
    again.headers().add("ce_type", FrameHeaders.FRAME_REQUEUED.getBytes(UTF_8));
    again.headers().add(FrameHeaders.REQUEUE_SLOT, "people".getBytes(UTF_8));
    again.headers().add(FrameHeaders.REQUEUE_VERSION, "people/1".getBytes(UTF_8));
    pipe(again);

    assertThat(ids(Topics.DETECTIONS).get(2)).containsExactly(0L, 0L);
    assertThat(ids(Topics.TRACKS)).hasSize(2);
  }

  @Test
  void shouldBeOfNoConsequenceForTheAccount() throws Exception {
    see("gate", 0);
    see("gate", 1);
    driver.advanceWallClockTime(Duration.ofSeconds(60));

    var rows = read(Topics.LEDGER);
    LedgerRow last = CanonicalJson.read(rows.get(rows.size() - 1).value(), LedgerRow.class);

    assertThat(last.inferred()).isEqualTo(2);
    assertThat(last.balances()).isTrue();
  }

  @Test
  void shouldTakeItsTracksOutOfTheCountWhenItEnds() {
    see("gate", 0);
    long before = metrics.liveTracks();

    driver.close();
    start();

    assertThat(before).isEqualTo(2);
    assertThat(metrics.liveTracks()).isZero();
  }

  private void see(String camera, long sequence) {
    pipe(frame(camera, sequence));
  }

  private void pipe(TestRecord<String, byte[]> record) {
    driver
        .createInputTopic(Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  /** A new driver whose store is filled from the changelog, as Kafka Streams would. */
  private void restart() {
    List<KeyValue<String, byte[]>> changes = log.isEmpty() ? changes() : log;
    driver.close();
    start();
    var store = driver.<String, byte[]>getKeyValueStore(TrackKeeper.STORE);
    changes.forEach(change -> store.put(change.key, change.value));
  }

  private List<KeyValue<String, byte[]>> changes() {
    return driver
        .createOutputTopic(CHANGELOG, new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  private static byte[] damaged(byte[] state) {
    byte[] damaged = state.clone();
    damaged[0] = 99;
    return damaged;
  }

  private List<TestRecord<String, byte[]>> read(Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private List<List<Detection>> detections(Topic topic) throws Exception {
    var detections = new ArrayList<List<Detection>>();
    for (var record : read(topic)) {
      detections.add(ResultCodec.readDetected(record.value()).detections());
    }
    return detections;
  }

  private List<List<Long>> ids(Topic topic) throws Exception {
    return detections(topic).stream()
        .map(found -> found.stream().map(Detection::track).toList())
        .toList();
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static Detection person(double left) {
    var box = new Box((float) left, 10, (float) left + 40, 110);
    return new Detection(box, 0, "person", .9f);
  }

  private static TestRecord<String, byte[]> frame(String camera, long sequence) {
    var frame =
        new FrameCaptured(
            new FrameId(camera, 7, sequence),
            NOW.minusMillis(1000 - 40 * sequence),
            SIZE,
            Picture.ofJpeg(new byte[] {1, 2, 3}),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            QueuePolicy.WAIT);
    return new TestRecord<>(camera, frame.picture().jpeg(), FrameHeaders.of(frame), NOW);
  }

  /** Answers at once with what is in sight. */
  private final class Answering implements FrameQueue {
    @Override
    public void submit(FrameWork work) {
      work.outcomes()
          .complete(
              work.slots().stream()
                  .map(slot -> work.provenance(slot, SIZE, work.times().soFar()))
                  .map(this::outcome)
                  .toList());
    }

    private Outcome outcome(Provenance from) {
      return judges
          ? new Outcome.Judged(new AnomalyFound(from, 2, 1, Picture.ofJpeg(new byte[] {1})))
          : new Outcome.Detected(new ObjectsDetected(from, sight), masks);
    }

    @Override
    public void letGo(Predicate<FrameWork> which) {}
  }
}
