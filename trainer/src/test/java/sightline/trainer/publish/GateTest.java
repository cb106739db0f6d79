package sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.publish.command.CheckProcess;
import sightline.trainer.publish.command.Command;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.golden.GoldenBundle;
import sightline.trainer.publish.golden.GoldenFrame;
import sightline.trainer.publish.golden.Numbers;
import sightline.trainer.publish.registry.Patience;
import sightline.trainer.publish.registry.Version;

class GateTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2};
  private static final String ACCEPTED =
      "{\"ok\":true,\"steps\":[{\"name\":\"golden\",\"detail\":\"1 frames\"}]}";
  private static final String REFUSED =
      "{\"ok\":false,\"problem\":\"The model is not what was trained: golden frame 1-street-7.jpg,"
          + " output 'boxes': 0.012 where 0.0001 is the limit.\","
          + "\"golden\":{\"worst\":{\"frame\":\"1-street-7.jpg\",\"value\":0.012}}}";

  @TempDir private Path folder;
  private Path bundle;
  private Path picture;

  @BeforeEach
  void makeFiles() throws IOException {
    Path onnx = Files.write(folder.resolve("model.onnx"), new byte[] {8, 8});
    picture = Files.write(folder.resolve("night.jpg"), JPEG);
    bundle = folder.resolve("bundle.zip");
    var one = new Numbers(List.of(1, 1), new float[] {1});
    var frame =
        new GoldenFrame(
            "street/7", JPEG, one, Map.of("boxes", one), Optional.empty(), Optional.empty());
    GoldenBundle.write(bundle, onnx, List.of(frame));
  }

  @Test
  void shouldPassWhatIsCheckedGoodEnoughAndNotWorse() throws Exception {
    Verdict verdict = judge(ACCEPTED, .80, .79, TestRecipes.of(.5, .01));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.sentences())
        .containsExactly(
            "The check found in the exported file what was trained: 1 frames.",
            "ap50 is 0.8000, at least 0.5000 is asked for.",
            "ap50 is 0.8000, that of blobs/3 0.7900; up to 0.0100 worse is allowed.");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void shouldPassWhatIsWorseByLessThanTheMargin() throws Exception {
    assertThat(judge(ACCEPTED, .80, .81, TestRecipes.of(.5, .02)).passed()).isTrue();
  }

  @Test
  void shouldRefuseWhatIsWorseAndKeepNumbersAndTheWorstPicture() throws Exception {
    Verdict verdict = judge(ACCEPTED, .70, .80, TestRecipes.of(.5, .01));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentences())
        .contains(
            "ap50 is 0.7000, but that of blobs/3 is 0.8000, and only up to 0.0100 worse is"
                + " allowed.");
    assertThat(verdict.numbers().at("/accuracy/candidate").asDouble()).isEqualTo(.7);
    assertThat(verdict.numbers().at("/accuracy/incumbentValue").asDouble()).isEqualTo(.8);
    assertThat(folder.resolve("refused/worst-1-night.jpg")).hasBinaryContent(JPEG);
    assertThat(verdict.numbers().at("/refused/0").asText()).isEqualTo("refused/worst-1-night.jpg");
  }

  @Test
  void shouldRefuseWhatIsNotGoodEnough() throws Exception {
    assertThat(judge(ACCEPTED, .70, .70, TestRecipes.of(.75, .01)).sentences())
        .contains("ap50 is 0.7000, but at least 0.7500 is asked for.");
  }

  @Test
  void shouldRefuseWhatTheCheckRefusesAndKeepTheFrameItNames() throws Exception {
    Verdict verdict = judge(REFUSED, .80, .80, TestRecipes.of(.5, .01));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentences().get(0))
        .startsWith("The check refuses the exported file: The model is not what was trained");
    assertThat(folder.resolve("refused/1-street-7.jpg")).hasBinaryContent(JPEG);
    assertThat(folder.resolve("refused/1-street-7.safetensors")).exists();
  }

  @Test
  void shouldRefuseWhenTheCheckDies() throws Exception {
    var gate = new Gate(check("exit 134"), evaluation("exit 0"), folder);

    Verdict verdict = gate.judge(candidate(TestRecipes.of(0, 1), false), Optional.empty());

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentences().get(0)).contains("ended with 134 and no report");
  }

  @Test
  void shouldRefuseWhenTheCandidateCannotBeMeasured() throws Exception {
    var gate =
        new Gate(check("echo '" + ACCEPTED + "'"), evaluation("echo broken >&2; exit 2"), folder);

    Verdict verdict = gate.judge(candidate(TestRecipes.of(0, 1), true), Optional.empty());

    assertThat(verdict.sentences().get(1))
        .startsWith("The candidate could not be measured:")
        .endsWith("ended with 2: broken.");
  }

  @Test
  void shouldTakeTheTrainersFiguresWhenNobodyElseMeasures() throws Exception {
    var gate = new Gate(check("echo '" + ACCEPTED + "'"), noEvaluation(), folder);

    Verdict verdict =
        gate.judge(candidate(TestRecipes.of(.5, .01), true), Optional.of(rival("sha256:val")));

    assertThat(verdict.sentences())
        .contains("Measured by the trainer itself: the job has no evaluator.")
        .contains(
            "ap50 is 0.6600, but that of blobs/3 is 0.9000, and only up to 0.0100 worse is allowed.");
  }

  @Test
  void shouldNotCompareFiguresOfOtherData() throws Exception {
    var gate = new Gate(check("echo '" + ACCEPTED + "'"), noEvaluation(), folder);

    Verdict verdict =
        gate.judge(candidate(TestRecipes.of(.5, .01), true), Optional.of(rival("sha256:other")));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.sentences())
        .contains("blobs/3 cannot be compared: it was not measured on the same validation set.");
  }

  @Test
  void shouldKeepWhatPassesWhenThereIsNoRegistry() throws Exception {
    var tools =
        new Publishing.Tools(
            List.of("sh", "-c", "echo '" + ACCEPTED + "'"),
            List.of(),
            "",
            "tester",
            Patience.usual());

    Outcome outcome =
        new Publishing(tools, folder, said -> {}).run(candidate(TestRecipes.of(.5, .01), true));

    assertThat(outcome.state()).isEqualTo(Outcome.State.KEPT);
    assertThat(folder.resolve("report.json"))
        .content()
        .contains("\"state\" : \"KEPT\"", "\"seed\" : 3", "at least 0.5000");
  }

  private Verdict judge(
      String check, double candidate, double incumbent, sightline.trainer.recipe.Recipe recipe)
      throws Exception {
    String script =
        """
        model="$2"; for a in "$@"; do out="$a"; done
        case "$model" in blobs/3) ap=%s;; *) ap=%s;; esac
        echo '{"scores":{"AP50":'$ap'},"worst":[{"picture":"night"}]}' > "$out"
        """
            .formatted(incumbent, candidate);
    var gate =
        new Gate(check("echo '" + check.replace("'", "'\\''") + "'"), evaluation(script), folder);
    return gate.judge(candidate(recipe, true), Optional.of(rival("sha256:val")));
  }

  private static CheckProcess check(String script) {
    return new CheckProcess(shell(script));
  }

  private static Evaluation evaluation(String script) {
    return new Evaluation(shell(script), "");
  }

  private static Evaluation noEvaluation() {
    return new Evaluation(new Command(List.of(), SOON), "");
  }

  private static Command shell(String script) {
    return new Command(List.of("sh", "-c", script, "fake"), SOON);
  }

  private Candidate candidate(sightline.trainer.recipe.Recipe recipe, boolean pinned) {
    ObjectNode lineage =
        JsonNodeFactory.instance.objectNode().put("seed", 3).put("validation", "sha256:val");
    return new Candidate(
        recipe,
        "detect",
        folder.resolve("model.onnx"),
        bundle,
        "ap50",
        Map.of("ap50", .66),
        lineage,
        pinned ? Optional.of(new Evaluation.Pinned(folder, "coco", "val")) : Optional.empty(),
        Map.of("night", picture));
  }

  private static Version rival(String validation) {
    var facts = JsonNodeFactory.instance;
    return new Version(
        "blobs",
        "3",
        "sha256:00",
        facts.objectNode().put("ap50", .9),
        facts.objectNode().put("validation", validation));
  }
}
