package sightline.inference.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceTopology;
import sightline.inference.batch.BatchSettings;
import sightline.inference.engine.EngineOptions;
import sightline.inference.image.Reduction;
import sightline.inference.reading.Reading;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.DetectSettings;
import sightline.inference.stage.DetectStage;
import sightline.inference.stage.Freshness;
import sightline.inference.stage.LaneSettings;
import sightline.inference.testmodel.BlobDetector;

/** One frame through the whole stage, with a real net. */
class StageHistogramsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final InferenceMetrics metrics = new InferenceMetrics();

  @Test
  void shouldMeasureEveryStageOfAFrame() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(file.toString());
    var model = LoadedModel.load(file, EngineOptions.cpu());

    try (var slots =
            new LoadedSlots(List.of(new Slot("default", model, Reduction.FULL, Set.of())));
        var lanes = DetectLanes.start(slots.all(), lanes(), metrics);
        var driver = new TopologyTestDriver(topology(slots, lanes), properties())) {
      driver
          .createInputTopic(Topics.FRAMES.name(), new StringSerializer(), new ByteArraySerializer())
          .pipeInput(frame());
    }

    for (Stage stage : Stage.values()) {
      assertThat(counts()).containsEntry(stage.wireName(), 1L);
    }
  }

  @Test
  void shouldLeaveOutTimesBelowZero() {
    metrics.stageDone(Stage.POLLED, Duration.ofMillis(-1));

    assertThat(counts()).isEmpty();
  }

  private org.apache.kafka.streams.Topology topology(LoadedSlots slots, DetectLanes lanes) {
    var settings =
        new DetectSettings(
            slots,
            new DetectSettings.Bounds(4, 8, 16),
            new DetectSettings.Waits(Duration.ofMillis(5), LONG, LONG, Duration.ZERO),
            new Freshness());
    return InferenceTopology.build(DetectStage.supplier(lanes, settings, metrics));
  }

  private static LaneSettings lanes() {
    return new LaneSettings(
        1,
        1,
        List.of(),
        new BatchSettings(List.of(1), Duration.ZERO, 8, 8, 8),
        new LaneSettings.Limits(1_000_000, 1_000_000, new Reading.Bounds(1000, 512)));
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    return properties;
  }

  private TestRecord<String, byte[]> frame() throws Exception {
    Instant now = Instant.now();
    var frame =
        new FrameCaptured(
            new FrameId("gate", 7, 0),
            now.minusMillis(100),
            FrameSize.UNKNOWN,
            Picture.ofJpeg(picture()),
            FrameCounts.NONE,
            QueuePolicy.WAIT);
    return new TestRecord<>(
        "gate", frame.picture().jpeg(), FrameHeaders.of(frame), now.minusMillis(50));
  }

  private byte[] picture() throws Exception {
    var image = new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB);
    Path file = folder.resolve("picture.jpg");
    assertThat(javax.imageio.ImageIO.write(image, "jpeg", file.toFile())).isTrue();
    return Files.readAllBytes(file);
  }

  private Map<String, Long> counts() {
    var counts = new HashMap<String, Long>();
    metrics.registry().scrape().stream()
        .filter(family -> family.getMetadata().getName().equals("sightline_stage_duration_seconds"))
        .flatMap(family -> ((HistogramSnapshot) family).getDataPoints().stream())
        .forEach(point -> counts.put(point.getLabels().get("stage"), point.getCount()));
    return counts;
  }
}
