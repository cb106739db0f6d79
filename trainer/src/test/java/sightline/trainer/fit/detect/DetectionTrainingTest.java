package sightline.trainer.fit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.net.detection.Recipes;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * Every family learns eight generated pictures. The long version, which learns them by heart, runs
 * with {@code -Dsightline.training=true}.
 */
class DetectionTrainingTest {

  private static final int PICTURES = 8;
  private static final double RATE = 3e-3;

  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of("yolo", "", Map.of("width", "8", "halvings", "3", "anchors", "3")),
        Arguments.of("yolo", "squares", Map.of("width", "8", "halvings", "3", "anchors", "3")),
        Arguments.of("ssd", "", Map.of("width", "12", "strides", "8,16", "scale", "2")),
        Arguments.of("ssd-fpn", "", ssdFpn()),
        Arguments.of("ssd-fpn", "focal", ssdFpn()),
        Arguments.of("yolox", "", Map.of("width", "12", "strides", "8,16", "channels", "24")),
        Arguments.of("locate", "", Map.of("width", "8")));
  }

  private static Map<String, String> ssdFpn() {
    return Map.of("width", "12", "strides", "8,16", "scale", "2", "channels", "24");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("families")
  void shouldLoseLessAfterAFewSteps(String family, String loss, Map<String, String> parameters) {
    Rectangles batch = drawn(family);
    try (var run = new Run(family, loss, parameters, batch)) {
      double before = run.step(batch);
      for (int step = 0; step < 12; step++) {
        run.step(batch);
      }
      double after = run.step(batch);

      assertThat(after).isFinite().isLessThan(.8 * before);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("families")
  @EnabledIfSystemProperty(named = "sightline.training", matches = "true")
  void shouldLearnPicturesByHeart(String family, String loss, Map<String, String> parameters) {
    Rectangles batch = drawn(family);
    try (var run = new Run(family, loss, parameters, batch)) {
      int step = 0;
      while (step < 400 && run.metrics(batch, step++).get("ap50") < .95) {
        run.step(batch);
      }

      Map<String, Double> metrics = run.metrics(batch, 0);
      System.out.printf("%s %s: %s after %d steps%n", family, loss, metrics, step);
      assertThat(metrics.get("ap50")).isGreaterThan(.9);
    }
  }

  private static Rectangles drawn(String family) {
    return Rectangles.drawn(PICTURES, family.equals("locate") ? 1 : 3, 5);
  }

  /** Weights of a task and what makes them better. */
  private static final class Run implements AutoCloseable {

    private static final int BETWEEN_MEASUREMENTS = 20;

    private final Task task;
    private final Weights weights;
    private final AdamW descent;
    private Map<String, Double> measured = Map.of("ap50", 0.0);

    Run(String family, String loss, Map<String, String> parameters, Rectangles batch) {
      Recipe recipe = Recipes.of(family, Rectangles.SIDE, parameters, loss, Map.of());
      List<Box> boxes = batch.objects().stream().flatMap(List::stream).map(Labelled::box).toList();
      task = DetectionTasks.of(DetectionNets.fixed(recipe, boxes), Rectangles.LABELS);
      weights = Weights.begin(NetTable.parametersOf(task.net()), 1, Processor.CPU);
      var learned = new TensorVector();
      weights.learned().forEach(learned::push_back);
      descent = new AdamW(learned, new AdamWOptions(RATE));
    }

    /** The loss before the step. */
    double step(Rectangles batch) {
      try (var scope = new PointerScope()) {
        Map<String, Tensor> outputs =
            TorchReading.training(weights).forward(task.net(), pictures(batch));
        Tensor loss = task.losses(outputs, batch).values().stream().reduce(Tensor::add).get();
        descent.zero_grad();
        loss.backward();
        descent.step();
        return loss.item_double();
      }
    }

    Map<String, Double> metrics(Rectangles batch, int step) {
      if (step % BETWEEN_MEASUREMENTS == 0) {
        try (var scope = new PointerScope();
            var guard = new NoGradGuard()) {
          Map<String, Tensor> outputs =
              TorchReading.judging(weights).forward(task.net(), pictures(batch));
          Task.Judge judge = task.judge();
          judge.add(batch, task.read(outputs));
          measured = judge.metrics();
        }
      }
      return measured;
    }

    private static Tensor pictures(Rectangles batch) {
      return Processor.CPU.tensor(
          batch.pictures(), batch.size(), 3, Rectangles.SIDE, Rectangles.SIDE);
    }

    @Override
    public void close() {
      descent.close();
      weights.close();
    }
  }
}
