package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.Stage;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.image.Reduction;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.testmodel.BlobDetector;

/** From JPEG to detections with a real net in ONNX Runtime. */
class DetectorTest {

  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final LaneSettings SETTINGS =
      new LaneSettings(
          "default",
          2,
          4,
          Duration.ZERO,
          16,
          new LaneSettings.Limits(100_000, 1_000_000, 1000, Reduction.FULL));

  @TempDir static Path folder;
  private static LoadedModel model;
  private static Detector detector;

  @BeforeAll
  static void open() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(new String[] {file.toString()});
    model = LoadedModel.load(file, EngineOptions.cpu());
    detector = new Detector(model, SETTINGS, new InferenceMetrics());
  }

  @AfterAll
  static void close() {
    detector.close();
    model.close();
  }

  @Test
  void shouldFindAnObjectWhereItIsInPixelsOfTheFrame() throws Exception {
    FrameWork work = work(picture(640, 480), SIZE);

    detector.detect(List.of(work));

    var detected = (Outcome.Detected) work.outcome().join();
    List<Detection> found = detected.event().detections();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).label()).isEqualTo("person");
    assertThat(found.get(0).box().iou(new Box(200, 100, 240, 200))).isGreaterThan(.8f);
  }

  @Test
  void shouldNameTheModelAndTheTimeOfEveryStage() throws Exception {
    FrameWork work = work(picture(640, 480), SIZE);

    detector.detect(List.of(work));

    var provenance = work.outcome().join().provenance();
    assertThat(provenance.model().provider()).isEqualTo("cpu");
    assertThat(provenance.model().digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(provenance.stages().sinceCapture())
        .containsKeys(
            Stage.STARTED, Stage.DECODED, Stage.PREPARED, Stage.INFERRED, Stage.SUPPRESSED);
  }

  @Test
  void shouldRejectOnlyTheFrameOfABatchThatIsGarbage() throws Exception {
    FrameWork before = work(picture(640, 480), SIZE);
    FrameWork garbage = work(new byte[] {1, 2, 3}, FrameSize.UNKNOWN);
    FrameWork after = work(picture(320, 240), new FrameSize(320, 240));

    detector.detect(List.of(before, garbage, after));

    assertThat(before.outcome().join()).isInstanceOf(Outcome.Detected.class);
    assertThat(reason(garbage)).isEqualTo(Reason.UNREADABLE);
    assertThat(after.outcome().join().provenance().frameSize()).isEqualTo(new FrameSize(320, 240));
  }

  @Test
  void shouldRejectAPictureThatEndsInTheMiddle() throws Exception {
    byte[] whole = picture(640, 480);
    FrameWork work = work(Arrays.copyOf(whole, whole.length / 2), SIZE);

    detector.detect(List.of(work));

    assertThat(reason(work)).isEqualTo(Reason.UNREADABLE);
  }

  @Test
  void shouldRejectAPictureOfAnotherSizeThanItsHeadersSay() throws Exception {
    FrameWork work = work(picture(320, 240), SIZE);

    detector.detect(List.of(work));

    assertThat(reason(work)).isEqualTo(Reason.WRONG_SIZE);
    assertThat(((Outcome.Rejected) work.outcome().join()).event().detail())
        .isEqualTo("headers say 640x480, the picture is 320x240");
  }

  @Test
  void shouldRejectWhatIsTooLargeInBytesOrInPixels() throws Exception {
    FrameWork manyBytes = work(new byte[100_001], SIZE);
    FrameWork manyPixels = work(picture(1200, 1000), FrameSize.UNKNOWN);

    detector.detect(List.of(manyBytes, manyPixels));

    assertThat(reason(manyBytes)).isEqualTo(Reason.OVERSIZE);
    assertThat(reason(manyPixels)).isEqualTo(Reason.OVERSIZE);
  }

  @Test
  void shouldPassOverAFrameThatNobodyWaitsFor() throws Exception {
    FrameWork work = work(picture(640, 480), SIZE);
    work.outcome().cancel(false);

    detector.detect(List.of(work));

    assertThat(work.outcome()).isCancelled();
  }

  @Test
  void shouldGiveItsNativeMemoryBack() throws Exception {
    new Detector(model, SETTINGS, new InferenceMetrics()).close();
    long before = Pointer.totalBytes();

    for (int round = 0; round < 20; round++) {
      try (var again = new Detector(model, SETTINGS, new InferenceMetrics())) {
        again.detect(List.of(work(picture(640, 480), SIZE)));
      }
    }

    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
  }

  @Test
  void shouldRefuseAFileThatIsNoModelInOneSentence() throws Exception {
    Path noise = Files.write(folder.resolve("noise.onnx"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> LoadedModel.load(noise, EngineOptions.cpu()))
        .isInstanceOf(EngineRefused.class)
        .hasMessageStartingWith("model noise.onnx cannot be opened on cpu: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseAProviderThatIsNotThereByName() {
    Path file = folder.resolve("blob-detector.onnx");

    assertThatThrownBy(() -> LoadedModel.load(file, new EngineOptions("cuda", 0, 1)))
        .isInstanceOf(EngineRefused.class)
        .hasMessageStartingWith("provider cuda was asked for, but this ONNX Runtime has only [cpu");
  }

  @Test
  void shouldSayWhichProviderAutoChose() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");

    try (var chosen = LoadedModel.load(file, new EngineOptions("auto", 0, 1))) {
      assertThat(chosen.ref().provider()).isEqualTo("cpu");
    }
  }

  private static Reason reason(FrameWork work) {
    return ((Outcome.Rejected) work.outcome().join()).event().reason();
  }

  private static FrameWork work(byte[] jpeg, FrameSize size) {
    Instant now = Instant.now();
    var frame =
        new FrameCaptured(
            new FrameId("gate", 1, 0),
            now,
            size,
            Picture.ofJpeg(jpeg),
            FrameCounts.NONE,
            QueuePolicy.WAIT);
    return new FrameWork(
        frame, new LogPosition("frames", 0, 0), now, now, new CompletableFuture<>());
  }

  /** Gray, with one orange figure from (200, 100) to (240, 200). */
  private static byte[] picture(int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    var graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(240, 130, 40));
    graphics.fillRect(200, 100, 40, 100);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }
}
