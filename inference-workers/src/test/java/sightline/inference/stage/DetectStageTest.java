package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.LogPosition;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceTopology;
import sightline.inference.batch.Fate;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;

class DetectStageTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Slot PEOPLE = TestSlots.slot("people", "gate", "yard");
  private static final Slot CARS = TestSlots.slot("cars", "yard");
  private static final FrameSize SIZE = new FrameSize(640, 480);

  private static final QueuePolicy DROPPING =
      new QueuePolicy(
          QueuePolicy.WhenBehind.DROP_OLDEST, Duration.ZERO, QueuePolicy.USUAL_PRIORITY, 0);

  private final List<FrameWork> lanes = new ArrayList<>();
  private final FrameQueue queue =
      new FrameQueue() {
        @Override
        public void submit(FrameWork work) {
          lanes.add(work);
          lane.accept(work);
        }

        @Override
        public void letGo(Predicate<FrameWork> which) {
          lanes.stream()
              .filter(work -> !work.policy().waits() && which.test(work))
              .forEach(work -> work.dropped(Fate.OVERLOADED));
        }
      };
  private final InferenceMetrics metrics = new InferenceMetrics();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> frames;
  private TestOutputTopic<String, byte[]> detections;
  private TestOutputTopic<String, byte[]> rejections;
  private TestOutputTopic<String, byte[]> ledger;
  private Consumer<FrameWork> lane = DetectStageTest::answer;
  private final Map<String, LedgerRow> rows = new LinkedHashMap<>();
  private boolean fails;

  @BeforeEach
  void start() {
    start(Duration.ofSeconds(10), PEOPLE, CARS);
  }

  private void start(Duration maxStall, Slot... slots) {
    var settings =
        new DetectSettings(
            new LoadedSlots(List.of(slots)),
            new DetectSettings.Bounds(4, 8, 16),
            new DetectSettings.Waits(Duration.ofMillis(5), Duration.ZERO, maxStall, Duration.ZERO),
            new Freshness());
    var detect = DetectStage.supplier(queue, settings, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    driver = new TopologyTestDriver(InferenceTopology.build(detect), config, NOW);
    frames =
        driver.createInputTopic(
            Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer());
    detections = output(Topics.DETECTIONS.name());
    rejections = output(Topics.REJECTIONS.name());
    ledger = output(Topics.LEDGER.name());
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    if (!fails) {
      driver.close();
    } else { // closing commits, and that must fail as the test wanted it to
      assertThatThrownBy(driver::close).isInstanceOf(StreamsException.class);
    }
  }

  @Test
  void shouldForwardAResultWithItsProvenanceAndTimes() throws Exception {
    frames.pipeInput(frame("gate", 0));

    var result = detections.readRecord();

    assertThat(result.key()).isEqualTo("gate");
    var provenance = ResultCodec.readDetected(result.value()).provenance();
    assertThat(provenance.frame()).isEqualTo(new FrameId("gate", 7, 0));
    assertThat(provenance.source()).isEqualTo(new LogPosition("frames", 0, 0));
    assertThat(provenance.model()).isEqualTo(TestSlots.MODEL);
    assertThat(provenance.stages().sinceCapture())
        .containsEntry(Stage.FORWARDED, Duration.ofMillis(100));
  }

  @Test
  void shouldKeepTheHeadersOfTheFrameOutOfTheResult() {
    frames.pipeInput(frame("gate", 0));

    assertThat(detections.readRecord().headers().lastHeader("sequence")).isNull();
  }

  @Test
  void shouldSendARejectionToItsTopicInsteadOfAResult() throws Exception {
    var headers = frame("gate", 0).headers();
    headers.remove("epoch");

    frames.pipeInput(new TestRecord<>("gate", new byte[] {1}, headers, NOW));

    FrameRejected rejected = ResultCodec.readRejected(rejections.readValue());
    assertThat(rejected.reason()).isEqualTo(Reason.BAD_HEADERS);
    assertThat(rejected.detail()).isEqualTo("header epoch is missing");
    assertThat(rejected.provenance().frame().camera()).isEqualTo("gate");
    assertThat(rejected.provenance().source()).isEqualTo(new LogPosition("frames", 0, 0));
    assertThat(detections.isEmpty()).isTrue();
  }

  @Test
  void shouldRejectARecordThatSaysNothingAboutItself() throws Exception {
    driver.close();
    start(Duration.ofSeconds(10), TestSlots.slot("everywhere"));

    frames.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), NOW));

    FrameRejected rejected = ResultCodec.readRejected(rejections.readValue());
    assertThat(rejected.reason()).isEqualTo(Reason.BAD_HEADERS);
    assertThat(rejected.provenance().frame().camera()).isEqualTo("unknown");
  }

  @Test
  void shouldDropAFrameThatComesAgain() throws Exception {
    frames.pipeRecordList(List.of(frame("gate", 0), frame("gate", 1), frame("gate", 1)));

    assertThat(sequences()).containsExactly(0L, 1L);
  }

  @Test
  void shouldTellNobodyOfAFrameThatWasLateButCountIt() {
    lane = work -> work.dropped(Fate.LATE);

    frames.pipeInput(frame("gate", 0, DROPPING));

    assertThat(detections.isEmpty()).isTrue();
    assertThat(rejections.isEmpty()).isTrue();
    assertThat(metrics.lateFrames()).isEqualTo(1);
  }

  @Test
  void shouldForwardOneOutcomeForEachSlotOfTheCamera() throws Exception {
    frames.pipeInput(frame("yard", 0));

    assertThat(slots()).containsExactly("people", "cars");
  }

  @Test
  void shouldNotShowALaneAFrameOfACameraWithoutSlot() {
    frames.pipeInput(frame("roof", 0));

    assertThat(lanes).isEmpty();
    assertThat(detections.isEmpty()).isTrue();
    assertThat(metrics.framesWithoutSlot()).isEqualTo(1);
  }

  @Test
  void shouldLetGoWhatStillWaitsWhenACommitHasNoTimeLeft() {
    lane = work -> {};

    frames.pipeInput(frame("gate", 0, DROPPING)); // the driver commits after each record

    assertThat(metrics.skippedFrames(SkipReason.OVERLOADED)).isEqualTo(1);
    assertThat(detections.isEmpty()).isTrue();
  }

  @Test
  void shouldFinishAFrameThatMustBeServedHoweverLittleTimeACommitHas() throws Exception {
    lane = work -> CompletableFuture.runAsync(() -> answer(work));

    frames.pipeInput(frame("gate", 0));

    assertThat(sequences()).containsExactly(0L);
    assertThat(metrics.skippedFrames(SkipReason.OVERLOADED)).isZero();
  }

  @Test
  void shouldPassOverControlRecords() {
    var heartbeat = new CameraHeartbeat("gate", 7, NOW, FrameCounts.NONE, false);

    frames.pipeInput(new TestRecord<>("gate", new byte[0], FrameHeaders.of(heartbeat), NOW));

    assertThat(lanes).isEmpty();
    assertThat(rejections.isEmpty()).isTrue();
  }

  @Test
  void shouldStopWhenAFrameGetsNoOutcome() {
    driver.close();
    start(Duration.ofMillis(20), PEOPLE);
    fails = true;
    lane = work -> {};

    assertThatThrownBy(() -> frames.pipeInput(frame("gate", 0)))
        .hasStackTraceContaining("no outcome for a frame after maxStall of PT0.02S");
  }

  @Test
  void shouldStopWhenALaneFails() {
    var broken = new OutOfMemoryError("planted");

    fails = true;
    lane = work -> work.outcomes().completeExceptionally(broken);

    assertThatThrownBy(() -> frames.pipeInput(frame("gate", 0))).hasRootCause(broken);
  }

  @Test
  void shouldAccountForEveryFrameInEachOfItsSlots() throws Exception {
    frames.pipeInput(frame("yard", 0));
    frames.pipeInput(frame("yard", 2)); // the log has lost one that was published

    driver.advanceWallClockTime(Duration.ofSeconds(60)); // commits

    assertThat(rows())
        .extracting(LedgerRow::slot, LedgerRow::captured, LedgerRow::inferred, LedgerRow::balances)
        .containsExactlyInAnyOrder(
            Tuple.tuple("people", 3L, 2L, true), Tuple.tuple("cars", 3L, 2L, true));
    assertThat(rows())
        .allSatisfy(row -> assertThat(row.lost()).isEqualTo(Map.of(Loss.RETENTION, 1L)));
  }

  @Test
  void shouldAccountForAFrameThatNoSlotLooksAt() throws Exception {
    frames.pipeInput(frame("cellar", 0));

    driver.advanceWallClockTime(Duration.ofSeconds(60));

    assertThat(rows())
        .extracting(LedgerRow::slot, LedgerRow::captured, LedgerRow::noSlot)
        .containsExactly(Tuple.tuple("", 1L, 1L));
  }

  @Test
  void shouldLookAtAFrameOnceMoreWhenAskedTo() throws Exception {
    frames.pipeInput(frame("yard", 0));
    frames.pipeInput(again("yard", 0, "cars", "people/1"));

    driver.advanceWallClockTime(Duration.ofSeconds(60));

    assertThat(slots()).containsExactly("people", "cars", "cars");
    assertThat(rows())
        .extracting(LedgerRow::slot, LedgerRow::captured, LedgerRow::inferred, LedgerRow::requeued)
        .containsExactlyInAnyOrder(
            Tuple.tuple("people", 1L, 1L, 0L), Tuple.tuple("cars", 1L, 1L, 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "cars,  people/2, 'asked for model people/2, slot cars is served by people/1'",
    "birds, '',       'asked for slot birds, which is not bound to the camera'",
  })
  void shouldSayWhyNobodyLooksOnceMore(String slot, String version, String detail)
      throws Exception {
    frames.pipeInput(again("yard", 0, slot, version));

    FrameRejected rejected = ResultCodec.readRejected(rejections.readValue());

    assertThat(rejected.reason()).isEqualTo(Reason.FAILED);
    assertThat(rejected.detail()).isEqualTo(detail);
    assertThat(rejected.provenance().slot()).isEqualTo(slot);
  }

  /** The last row of each camera and slot. */
  private Collection<LedgerRow> rows() throws Exception {
    for (byte[] value : ledger.readValuesToList()) {
      LedgerRow row = CanonicalJson.read(value, LedgerRow.class);
      rows.put(row.camera() + "/" + row.slot(), row);
    }
    return rows.values();
  }

  private static TestRecord<String, byte[]> again(
      String camera, long sequence, String slot, String version) {
    TestRecord<String, byte[]> record = frame(camera, sequence);
    record.headers().remove("ce_type");
    put(record.headers(), "ce_type", FrameHeaders.FRAME_REQUEUED);
    put(record.headers(), FrameHeaders.REQUEUE_SLOT, slot);
    put(record.headers(), FrameHeaders.REQUEUE_VERSION, version);
    return record;
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(FrameWork work) {
    work.outcomes().complete(work.slots().stream().map(slot -> detected(work, slot)).toList());
  }

  private static Outcome detected(FrameWork work, Slot slot) {
    var provenance = work.provenance(slot, SIZE, work.times().soFar());
    return new Outcome.Detected(new ObjectsDetected(provenance, List.of()), false);
  }

  private List<Long> sequences() throws Exception {
    var sequences = new ArrayList<Long>();
    for (byte[] value : detections.readValuesToList()) {
      sequences.add(ResultCodec.readDetected(value).provenance().frame().sequence());
    }
    return sequences;
  }

  private List<String> slots() throws Exception {
    var slots = new ArrayList<String>();
    for (byte[] value : detections.readValuesToList()) {
      slots.add(ResultCodec.readDetected(value).provenance().slot());
    }
    return slots;
  }

  private static TestRecord<String, byte[]> frame(String camera, long sequence) {
    return frame(camera, sequence, QueuePolicy.WAIT);
  }

  private static TestRecord<String, byte[]> frame(
      String camera, long sequence, QueuePolicy policy) {
    return record(
        new FrameCaptured(
            new FrameId(camera, 7, sequence),
            NOW.minusMillis(100),
            SIZE,
            Picture.ofJpeg(new byte[] {1, 2, 3}),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            policy));
  }

  private static TestRecord<String, byte[]> record(FrameCaptured frame) {
    Headers headers = FrameHeaders.of(frame);
    return new TestRecord<>(frame.frame().camera(), frame.picture().jpeg(), headers, NOW);
  }
}
