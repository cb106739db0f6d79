package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.FrameRejected.Reason;
import sightline.events.Stage;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.image.Reduction;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.testmodel.BlobDetector;

/** From JPEG to detections with a real net in ONNX Runtime. */
class DetectorTest {

  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final LaneSettings SETTINGS = TestFrames.settings(4);

  @TempDir static Path folder;
  private static LoadedModel model;
  private static Slot slot;
  private static Detector detector;

  @BeforeAll
  static void open() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(new String[] {file.toString()});
    model = LoadedModel.load(file, EngineOptions.cpu());
    slot = new Slot("default", model, Reduction.FULL, Set.of());
    detector = TestFrames.detector(List.of(slot), SETTINGS);
  }

  @AfterAll
  static void close() {
    detector.close();
    model.close();
  }

  @Test
  void shouldFindAnObjectWhereItIsInPixelsOfTheFrame() throws Exception {
    FrameWork work = work(TestFrames.picture(640, 480), SIZE);

    detector.detect(List.of(work));

    var detected = (Outcome.Detected) only(work);
    List<Detection> found = detected.event().detections();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).label()).isEqualTo("person");
    assertThat(found.get(0).box().iou(new Box(200, 100, 240, 200))).isGreaterThan(.8f);
  }

  @Test
  void shouldNameTheModelAndTheTimeOfEveryStage() throws Exception {
    FrameWork work = work(TestFrames.picture(640, 480), SIZE);

    detector.detect(List.of(work));

    var provenance = only(work).provenance();
    assertThat(provenance.model().provider()).isEqualTo("cpu");
    assertThat(provenance.model().digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(provenance.stages().sinceCapture())
        .containsKeys(
            Stage.STARTED, Stage.DECODED, Stage.PREPARED, Stage.INFERRED, Stage.SUPPRESSED);
  }

  @Test
  void shouldRejectOnlyTheFrameOfABatchThatIsGarbage() throws Exception {
    FrameWork before = work(TestFrames.picture(640, 480), SIZE);
    FrameWork garbage = work(new byte[] {1, 2, 3}, FrameSize.UNKNOWN);
    FrameWork after = work(TestFrames.picture(320, 240), new FrameSize(320, 240));

    detector.detect(List.of(before, garbage, after));

    assertThat(only(before)).isInstanceOf(Outcome.Detected.class);
    assertThat(reason(garbage)).isEqualTo(Reason.UNREADABLE);
    assertThat(only(after).provenance().frameSize()).isEqualTo(new FrameSize(320, 240));
  }

  @Test
  void shouldRejectAPictureThatEndsInTheMiddle() throws Exception {
    byte[] whole = TestFrames.picture(640, 480);
    FrameWork work = work(Arrays.copyOf(whole, whole.length / 2), SIZE);

    detector.detect(List.of(work));

    assertThat(reason(work)).isEqualTo(Reason.UNREADABLE);
  }

  @Test
  void shouldRejectAPictureOfAnotherSizeThanItsHeadersSay() throws Exception {
    FrameWork work = work(TestFrames.picture(320, 240), SIZE);

    detector.detect(List.of(work));

    assertThat(reason(work)).isEqualTo(Reason.WRONG_SIZE);
    assertThat(((Outcome.Rejected) only(work)).event().detail())
        .isEqualTo("headers say 640x480, the picture is 320x240");
  }

  @Test
  void shouldRejectWhatIsTooLargeInBytesOrInPixels() throws Exception {
    FrameWork manyBytes = work(new byte[100_001], SIZE);
    FrameWork manyPixels = work(TestFrames.picture(1200, 1000), FrameSize.UNKNOWN);

    detector.detect(List.of(manyBytes, manyPixels));

    assertThat(reason(manyBytes)).isEqualTo(Reason.OVERSIZE);
    assertThat(reason(manyPixels)).isEqualTo(Reason.OVERSIZE);
  }

  @Test
  void shouldPassOverAFrameThatNobodyWaitsFor() throws Exception {
    FrameWork work = work(TestFrames.picture(640, 480), SIZE);
    work.outcomes().cancel(false);

    detector.detect(List.of(work));

    assertThat(work.outcomes()).isCancelled();
  }

  @Test
  void shouldGiveItsNativeMemoryBack() throws Exception {
    TestFrames.detector(List.of(slot), SETTINGS).close();
    long before = Pointer.totalBytes();

    for (int round = 0; round < 20; round++) {
      try (var again = TestFrames.detector(List.of(slot), SETTINGS)) {
        again.detect(List.of(work(TestFrames.picture(640, 480), SIZE)));
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
    return ((Outcome.Rejected) only(work)).event().reason();
  }

  private static Outcome.WithEvent only(FrameWork work) {
    List<Outcome> outcomes = work.outcomes().join();
    assertThat(outcomes).hasSize(1);
    return (Outcome.WithEvent) outcomes.get(0);
  }

  private static FrameWork work(byte[] jpeg, FrameSize size) {
    return TestFrames.work(jpeg, size, List.of(slot));
  }
}
