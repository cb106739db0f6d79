package sightline.inference.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.ModelRef;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.inference.InferenceTopology;
import sightline.inference.batch.BatchSettings;
import sightline.inference.engine.EngineOptions;
import sightline.inference.image.Reduction;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.reading.Reading;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.DetectSettings;
import sightline.inference.stage.DetectStage;
import sightline.inference.stage.Freshness;
import sightline.inference.stage.LaneSettings;
import sightline.inference.testmodel.BlobDetector;

/** The whole topology with markers between frames, and a net that finds nothing in gray. */
class SwitchedStageTest {

  private static final Instant NOW = Instant.parse("2026-11-22T14:02:11Z");
  private static final ServedModel ONE = LiveFixtures.model("1");
  private static final ServedModel TWO = LiveFixtures.model("2");

  @TempDir private Path folder;
  private final LiveSlots live = new LiveSlots(10);
  private final InferenceMetrics metrics = new InferenceMetrics();
  private LoadedModel model;
  private DetectLanes lanes;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> frames;
  private TestOutputTopic<String, byte[]> detections;
  private TestOutputTopic<String, byte[]> rejections;
  private int sequence;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("blob.onnx");
    BlobDetector.main(file.toString());
    model = LoadedModel.load(file, EngineOptions.cpu());
    var batches = new BatchSettings(List.of(1), Duration.ZERO, 16, 16, 16);
    var limits = new LaneSettings.Limits(1_000_000, 1_000_000, new Reading.Bounds(1000, 512));
    lanes =
        DetectLanes.start(List.of(), new LaneSettings(1, 1, List.of(), batches, limits), metrics);
    var waits =
        new DetectSettings.Waits(
            Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO);
    var settings =
        new DetectSettings(live, new DetectSettings.Bounds(4, 8, 16), waits, new Freshness());
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    var detect = DetectStage.supplier(lanes, settings, metrics);
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
    driver.close();
    lanes.close();
    model.close();
  }

  @Test
  void shouldLookAtTheFramesBehindAMarkerWithItsVersionAndAtTheOthersWithTheOld() throws Exception {
    open(ONE);
    open(TWO);
    switchTo(LiveFixtures.state(1, ONE));
    frame();
    frame();
    switchTo(LiveFixtures.state(2, TWO));
    frame();

    List<Provenance> results = results();

    assertThat(results).extracting(one -> one.model().version()).containsExactly("1", "1", "2");
    assertThat(results).extracting(one -> one.model().digest()).contains(TWO.digest());
    assertThat(results).extracting(one -> one.frame().sequence()).containsExactly(0L, 1L, 2L);
    assertThat(driver.getKeyValueStore("switches").approximateNumEntries()).isEqualTo(2);
  }

  @Test
  void shouldBindNothingBehindAMarkerWithoutRules() throws Exception {
    open(ONE);
    switchTo(LiveFixtures.state(1, ONE));
    frame();
    switchTo(new SlotState("people", 2, List.of(), -1, "full"));
    frame();

    assertThat(results()).hasSize(1);
  }

  @Test
  void shouldRejectWithTheVersionsNameWhatItsVersionCannotLookAt() throws Exception {
    live.known(LiveFixtures.key(ONE)).failed("it is broken", 0);
    switchTo(LiveFixtures.state(1, ONE));
    frame();

    var rejected = ResultCodec.readRejected(rejections.readValue());

    assertThat(rejected.detail()).isEqualTo("model people/1 cannot look: it is broken");
    assertThat(rejected.provenance().model().version()).isEqualTo("1");
  }

  @Test
  void shouldPassAMarkerOverThatCannotBeRead() throws Exception {
    open(ONE);
    switchTo(LiveFixtures.state(1, ONE));
    Headers headers = FrameHeaders.of(LiveFixtures.state(2, TWO), NOW);
    frames.pipeInput(new TestRecord<>("slots/people", new byte[] {1}, headers, NOW));
    frame();

    assertThat(results()).extracting(one -> one.model().version()).containsExactly("1");
  }

  private void open(ServedModel served) throws Exception {
    var ref = new ModelRef(served.name(), served.version(), served.digest(), "cpu");
    var named = new LoadedModel(ref, model.manifest(), model.engine());
    var slot = new Slot("people", named, Reduction.FULL, Set.of());
    lanes.open(slot);
    live.known(LiveFixtures.key(served)).ready(slot);
    live.changed();
  }

  private void switchTo(SlotState state) {
    frames.pipeInput(
        new TestRecord<>(
            "slots/people", CanonicalJson.write(state), FrameHeaders.of(state, NOW), NOW));
  }

  private void frame() throws Exception {
    var image = new java.awt.image.BufferedImage(64, 48, 1);
    var jpeg = new java.io.ByteArrayOutputStream();
    javax.imageio.ImageIO.write(image, "jpeg", jpeg);
    var event =
        new FrameCaptured(
            new FrameId("gate", 7, sequence),
            NOW,
            new FrameSize(64, 48),
            Picture.ofJpeg(jpeg.toByteArray()),
            new FrameCounts(++sequence, sequence, java.util.Map.of()),
            QueuePolicy.WAIT);
    frames.pipeInput(new TestRecord<>("gate", event.picture().jpeg(), FrameHeaders.of(event), NOW));
  }

  private List<Provenance> results() throws Exception {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    var found = new java.util.ArrayList<Provenance>();
    while (!detections.isEmpty()) {
      found.add(ResultCodec.readDetected(detections.readValue()).provenance());
    }
    return found;
  }
}
