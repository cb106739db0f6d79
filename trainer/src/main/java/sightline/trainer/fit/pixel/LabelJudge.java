package sightline.trainer.fit.pixel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import sightline.trainer.data.Scene;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task.Judge;
import sightline.trainer.score.scene.SceneEvaluator;
import sightline.trainer.score.scene.SceneScore;

/**
 * Compares pixels that have any labels: each label by itself, then the mean of those that are there
 * or guessed. Threading: one thread.
 */
final class LabelJudge implements Judge {

  private static final List<String> STATES = List.of("absent", "present");
  private static final List<Scene.Part> PARTS = SceneJudge.parts(STATES.size());

  private final int width;
  private final int height;
  private final List<SceneEvaluator> evaluators = new ArrayList<>();

  LabelJudge(List<String> labels, int width, int height) {
    this.width = width;
    this.height = height;
    labels.forEach(label -> evaluators.add(new SceneEvaluator(STATES)));
  }

  @Override
  public void add(Batch batch, List<Guessed> guesses) {
    int pixels = width * height;
    for (int i = 0; i < guesses.size(); i++) {
      var guess = ByteBuffer.wrap(guesses.get(i).planes());
      for (int label = 0; label < evaluators.size(); label++) {
        int at = (i * evaluators.size() + label) * pixels;
        int[] known = SceneJudge.ids(batch.planes(), at, pixels);
        int[] told = SceneJudge.ids(guess, label * pixels, pixels);
        evaluators
            .get(label)
            .add(new Scene(width, height, known, PARTS), new Scene(width, height, told, PARTS));
      }
    }
  }

  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put(SceneJudge.MEAN_IOU, mean(score -> score.classes().get(1).iou()));
    metrics.put("pixelAccuracy", mean(SceneScore::pixelAccuracy));
    metrics.put("meanDice", mean(score -> score.classes().get(1).dice()));
    return metrics;
  }

  private double mean(ToDoubleFunction<SceneScore> number) {
    return evaluators.stream()
        .map(SceneEvaluator::score)
        .mapToDouble(number)
        .filter(value -> value > -1)
        .average()
        .orElse(-1);
  }
}
