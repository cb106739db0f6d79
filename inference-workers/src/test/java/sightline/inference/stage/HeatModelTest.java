package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.AnomalyFound;
import sightline.events.FrameRejected;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.EngineOptions;
import sightline.inference.image.Reduction;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.testmodel.HeatNet;

/** From JPEG to a judgement with a real net in ONNX Runtime. */
class HeatModelTest {

  private static final FrameSize SIZE = new FrameSize(640, 480);

  @TempDir private Path folder;

  @Test
  void shouldJudgeAFrameAndShowWhereItIsUnusual() throws Exception {
    var judged = (Outcome.Judged) look(HeatNet.bytes());

    AnomalyFound event = judged.event();
    assertThat(event.abnormal()).isTrue();
    assertThat(event.score()).isGreaterThan(.5f);
    assertThat(event.threshold()).isEqualTo(.5f);
    BufferedImage heat = ImageIO.read(new ByteArrayInputStream(event.heat().jpeg()));
    assertThat(heat.getWidth()).isEqualTo(160);
    assertThat(heat.getHeight()).isEqualTo(120);
    assertThat(heat.getRaster().getNumBands()).isEqualTo(1);
    assertThat(heat.getRaster().getSample(220 / 4, 150 / 4, 0)).isGreaterThan(90);
    assertThat(heat.getRaster().getSample(600 / 4, 400 / 4, 0)).isLessThan(20);
  }

  @Test
  void shouldSayWhereTheJudgementComesFrom() throws Exception {
    Outcome.WithEvent judged = look(HeatNet.bytes());

    assertThat(judged.eventType()).isEqualTo("sightline.anomaly.found.v1");
    assertThat(judged.provenance().frameSize()).isEqualTo(SIZE);
    assertThat(judged.provenance().stages().sinceCapture())
        .containsKeys(Stage.DECODED, Stage.INFERRED, Stage.READ)
        .doesNotContainKey(Stage.SUPPRESSED);
  }

  @Test
  void shouldRejectAnAnswerThatIsNoNumber() throws Exception {
    var rejected = (Outcome.Rejected) look(HeatNet.broken());

    assertThat(rejected.event().reason()).isEqualTo(FrameRejected.Reason.FAILED);
    assertThat(rejected.event().detail())
        .startsWith("the answer could not be read: ")
        .contains("expected finite numbers in output heat[1,16,16], found ");
  }

  private Outcome.WithEvent look(byte[] net) throws Exception {
    Path file = Files.write(folder.resolve("heat.onnx"), net);
    try (var model = LoadedModel.load(file, EngineOptions.cpu())) {
      var slot = new Slot("unusual", model, Reduction.FULL, Set.of());
      FrameWork work = TestFrames.work(TestFrames.picture(640, 480), SIZE, List.of(slot));
      try (var detector = TestFrames.detector(List.of(slot), TestFrames.settings(2))) {
        detector.detect(List.of(work));
      }
      return (Outcome.WithEvent) work.outcomes().join().get(0);
    }
  }
}
