package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceTopology;
import sightline.inference.metrics.InferenceMetrics;

class DetectStageTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final ModelRef MODEL = new ModelRef("people", "1", "sha256:00", "cpu");
  private static final FrameSize SIZE = new FrameSize(640, 480);

  private final List<FrameWork> lanes = new ArrayList<>();
  private final InferenceMetrics metrics = new InferenceMetrics();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> frames;
  private TestOutputTopic<String, byte[]> detections;
  private TestOutputTopic<String, byte[]> rejections;
  private boolean answerAtOnce = true;
  private Error failNext;

  @BeforeEach
  void start() {
    start(Duration.ofSeconds(10));
  }

  private void start(Duration maxStall) {
    var settings =
        new DetectSettings(
            "default", MODEL, 4, 16, Duration.ofMillis(5), maxStall, new Freshness());
    var detect =
        DetectStage.supplier(this::take, settings, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    driver = new TopologyTestDriver(InferenceTopology.build(detect), config, NOW);
    frames =
        driver.createInputTopic(
            Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer());
    detections = output(Topics.DETECTIONS.name());
    rejections = output(Topics.REJECTIONS.name());
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    if (failNext == null && answerAtOnce) {
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
    assertThat(provenance.model()).isEqualTo(MODEL);
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
  void shouldDropALateFrameBeforeAnyLaneSeesIt() {
    var late =
        new FrameCaptured(
            new FrameId("gate", 7, 0),
            NOW.minusMillis(300),
            SIZE,
            Picture.ofJpeg(new byte[] {1}),
            FrameCounts.NONE,
            QueuePolicy.of(QueuePolicy.WhenBehind.DEADLINE, Duration.ofMillis(200)));

    frames.pipeInput(record(late));

    assertThat(lanes).isEmpty();
    assertThat(metrics.lateFrames()).isEqualTo(1);
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
    start(Duration.ofMillis(20));
    answerAtOnce = false;

    assertThatThrownBy(() -> frames.pipeInput(frame("gate", 0)))
        .hasStackTraceContaining("no outcome for a frame after maxStall of PT0.02S");
  }

  @Test
  void shouldStopWhenALaneFails() {
    var broken = new OutOfMemoryError("planted");

    failNext = broken;

    assertThatThrownBy(() -> frames.pipeInput(frame("gate", 0))).hasRootCause(broken);
  }

  private void take(FrameWork work) {
    lanes.add(work);
    if (failNext != null) {
      work.outcome().completeExceptionally(failNext);
    } else if (answerAtOnce) {
      answer(work);
    }
  }

  private static void answer(FrameWork work) {
    var provenance = work.provenance("default", MODEL, SIZE, StageTimes.NONE);
    work.outcome().complete(new Outcome.Detected(new ObjectsDetected(provenance, List.of())));
  }

  private List<Long> sequences() throws Exception {
    var sequences = new ArrayList<Long>();
    for (byte[] value : detections.readValuesToList()) {
      sequences.add(ResultCodec.readDetected(value).provenance().frame().sequence());
    }
    return sequences;
  }

  private static TestRecord<String, byte[]> frame(String camera, long sequence) {
    return record(
        new FrameCaptured(
            new FrameId(camera, 7, sequence),
            NOW.minusMillis(100),
            SIZE,
            Picture.ofJpeg(new byte[] {1, 2, 3}),
            new FrameCounts(sequence + 1, sequence + 1, java.util.Map.of()),
            QueuePolicy.WAIT));
  }

  private static TestRecord<String, byte[]> record(FrameCaptured frame) {
    Headers headers = FrameHeaders.of(frame);
    return new TestRecord<>(frame.frame().camera(), frame.picture().jpeg(), headers, NOW);
  }
}
