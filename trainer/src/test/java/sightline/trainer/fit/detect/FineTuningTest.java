package sightline.trainer.fit.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.fit.Learner;
import sightline.trainer.fit.task.Task;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.net.detection.Recipes;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.script.Beginning;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;
import sightline.trainer.testdata.SharedFiles;

class FineTuningTest {

  private static final Map<String, String> SMALL =
      Map.of("width", "8", "strides", "8,16", "channels", "16");
  private static final JobOrder ORDER = new JobOrder(0, "", "", List.of(), List.of(), 0);

  @TempDir private Path folder;
  private final Rectangles batch = Rectangles.drawn(4, 3, 5);

  @Test
  void shouldAnswerAsTheVersionItBeginsWith() throws Exception {
    Recipe recipe = Recipes.of("yolox", Rectangles.SIDE, SMALL);
    Task task = DetectionTasks.of(recipe, Rectangles.LABELS);
    try (Learner first = Learner.begin(task, recipe, 40, Processor.CPU);
        Learner second = Learner.begin(task, recipe, 40, Processor.CPU)) {
      learn(first, 12);
      Path file = exported(task, first);

      second.startFrom(beginning(file, second).numbers());

      assertThat(answer(task, second.judged()))
          .containsExactly(answer(task, first.judged()), within(1e-5f));
    }
  }

  @Test
  void shouldLearnOnFromAVersion() throws Exception {
    Recipe recipe = Recipes.of("yolox", Rectangles.SIDE, SMALL);
    Task task = DetectionTasks.of(recipe, Rectangles.LABELS);
    try (Learner first = Learner.begin(task, recipe, 40, Processor.CPU);
        Learner second = Learner.begin(task, recipe, 40, Processor.CPU)) {
      double random = learn(first, 40);
      second.startFrom(beginning(exported(task, first), second).numbers());

      double after = learn(second, 20);

      assertThat(after).isLessThan(random);
    }
  }

  @Test
  void shouldNameWhatHasAnotherSizeAndLeaveItRandom() throws Exception {
    Recipe recipe = Recipes.of("yolox", Rectangles.SIDE, SMALL);
    Task two = DetectionTasks.of(recipe, Rectangles.LABELS);
    Task three = DetectionTasks.of(recipe, List.of("red", "blue", "green"));
    try (Learner first = Learner.begin(two, recipe, 40, Processor.CPU);
        Learner second = Learner.begin(three, recipe, 40, Processor.CPU)) {
      Beginning beginning = beginning(exported(two, first), second);

      assertThat(beginning.numbers())
          .containsKey("head0.offsets.weight")
          .doesNotContainKey("head0.classes.weight");
      assertThat(beginning.sentences().get(1))
          .contains("head0.classes.weight [3, 16, 1, 1] (there [2, 16, 1, 1])");
    }
  }

  @Test
  void shouldRefuseAFileOfAnotherNet() throws Exception {
    Recipe recipe = Recipes.of("yolox", Rectangles.SIDE, SMALL);
    Task task = DetectionTasks.of(recipe, Rectangles.LABELS);
    Path file = SharedFiles.require("models/yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx");
    try (Learner learner = Learner.begin(task, recipe, 40, Processor.CPU)) {
      assertThatThrownBy(() -> beginning(file, learner))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("none of its numbers fits the net");
    }
  }

  @Test
  void shouldLearnAboveTheBackboneOfAFile() throws Exception {
    Path file = SharedFiles.require("models/yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx");
    var parameters = Map.of("file", file.toString(), "strides", "8,16", "channels", "16");
    Recipe recipe = Recipes.of("backbone", Rectangles.SIDE, parameters);
    Task task = DetectionTasks.of(recipe, Rectangles.LABELS);
    try (Learner learner = Learner.begin(task, recipe, 20, Processor.CPU)) {
      Beginning beginning = beginning(file, learner);
      learner.startFrom(beginning.numbers());
      double before = learn(learner, 1);

      double after = learn(learner, 20);

      assertThat(after).isFinite().isLessThan(before);
      for (String name : beginning.numbers().keySet()) {
        assertThat(learner.judged().numbers(name))
            .as(name)
            .isNotEqualTo(beginning.numbers().get(name));
      }
    }
  }

  @Test
  void shouldGiveBackABackboneThatWasTrained() throws Exception {
    Path file = SharedFiles.require("models/yunet/yunet_n_320_320.onnx");
    var parameters = Map.of("file", file.toString(), "strides", "8,16", "channels", "16");
    Recipe recipe = Recipes.of("backbone", Rectangles.SIDE, parameters);
    Task task = DetectionTasks.of(recipe, Rectangles.LABELS);
    try (Learner first = Learner.begin(task, recipe, 20, Processor.CPU);
        Learner second = Learner.begin(task, recipe, 20, Processor.CPU)) {
      first.startFrom(beginning(file, first).numbers());
      learn(first, 2);

      second.startFrom(beginning(exported(task, first), second).numbers());

      assertThat(answer(task, second.judged()))
          .containsExactly(answer(task, first.judged()), within(1e-5f));
    }
  }

  private Beginning beginning(Path file, Learner learner) throws Exception {
    var job = new JobFolder(folder);
    return Beginning.of(file.toString(), learner.judged().parameters(), job, ORDER);
  }

  private Path exported(Task task, Learner learner) throws Exception {
    byte[] bytes = OnnxFile.of(task.net(), learner.judged().numbers(), Map.of());
    return Files.write(folder.resolve("exported.onnx"), bytes);
  }

  /** The loss of the last step. */
  private double learn(Learner learner, int steps) {
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      loss = learner.step(step, batch).get("total");
    }
    return loss;
  }

  private float[] answer(Task task, Weights weights) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      var pictures = Learner.pictures(task, batch, weights.processor());
      return Processor.numbers(
          TorchReading.judging(weights).answer(task.net(), pictures).get("grid"));
    }
  }
}
