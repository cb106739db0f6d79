package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.EngineOptions;
import sightline.inference.image.Reduction;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.testmodel.BlobDetector;

/** Lanes, batcher and a real net together. */
class DetectLanesTest {

  @TempDir static Path folder;
  private static LoadedModel model;
  private static Slot slot;
  private static byte[] picture;

  @BeforeAll
  static void open() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(file.toString());
    model = LoadedModel.load(file, EngineOptions.cpu());
    slot = new Slot("default", model, Reduction.FULL, Set.of());
    picture = TestFrames.picture(640, 480);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void shouldNoteWhenAFrameStoodInTheQueueAndWhenItLeft() throws Exception {
    FrameWork work = work("gate", 0, QueuePolicy.WAIT, Instant.now());

    try (var lanes = lanes()) {
      lanes.submit(work);
      var detected = (Outcome.Detected) only(work);

      var times = detected.provenance().stages().sinceCapture();
      assertThat(times.get(Stage.STARTED)).isGreaterThanOrEqualTo(times.get(Stage.QUEUED));
    }
  }

  @Test
  void shouldGiveEveryFrameOneOutcomeWhenThereAreFarTooMany() throws Exception {
    var all = new ArrayList<FrameWork>();
    var policy =
        new QueuePolicy(WhenBehind.DROP_OLDEST, Duration.ZERO, QueuePolicy.USUAL_PRIORITY, 0);

    try (var lanes = lanes()) {
      for (int sequence = 0; sequence < 200; sequence++) {
        FrameWork work = work("camera" + sequence % 5, sequence, policy, Instant.now());
        all.add(work);
        lanes.submit(work);
      }
      lanes.letGo(work -> work.camera().equals("camera0"));

      for (FrameWork work : all) {
        assertThat(only(work)).isInstanceOfAny(Outcome.Detected.class, Outcome.Skipped.class);
      }
    }
  }

  @Test
  void shouldNotDecodeAFrameThatIsPastItsDeadline() throws Exception {
    var policy =
        new QueuePolicy(WhenBehind.DEADLINE, Duration.ofMillis(100), QueuePolicy.USUAL_PRIORITY, 0);
    FrameWork work = work("gate", 3, policy, Instant.now().minusSeconds(1));

    try (var lanes = lanes()) {
      lanes.submit(work);

      assertThat(only(work)).isEqualTo(new Outcome.Late(new FrameId("gate", 1, 3), "default"));
      assertThat(work.times().soFar().sinceCapture()).doesNotContainKey(Stage.DECODED);
    }
  }

  private static DetectLanes lanes() {
    return DetectLanes.start(List.of(slot), TestFrames.settings(2), new InferenceMetrics());
  }

  private static Outcome only(FrameWork work) throws Exception {
    return work.outcomes().get(60, TimeUnit.SECONDS).get(0);
  }

  private static FrameWork work(
      String camera, long sequence, QueuePolicy policy, Instant capturedAt) {
    var frame =
        new FrameCaptured(
            new FrameId(camera, 1, sequence),
            capturedAt,
            FrameSize.UNKNOWN,
            Picture.ofJpeg(picture),
            FrameCounts.NONE,
            policy);
    return TestFrames.work(frame, List.of(slot), Clock.systemUTC());
  }
}
