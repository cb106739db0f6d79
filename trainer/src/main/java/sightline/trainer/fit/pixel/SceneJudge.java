package sightline.trainer.fit.pixel;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.trainer.data.Scene;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task.Judge;
import sightline.trainer.score.scene.SceneEvaluator;
import sightline.trainer.score.scene.SceneScore;

/** Compares pixels that have one label each; threading: one thread. */
final class SceneJudge implements Judge {

  static final String MEAN_IOU = "meanIou";

  private final int width;
  private final int height;
  private final List<Scene.Part> parts;
  private final SceneEvaluator evaluator;

  SceneJudge(List<String> labels, int width, int height) {
    this.width = width;
    this.height = height;
    parts = parts(labels.size());
    evaluator = new SceneEvaluator(labels);
  }

  /** A part for each class, with its id. */
  static List<Scene.Part> parts(int classes) {
    return IntStream.range(0, classes).mapToObj(id -> new Scene.Part(id, id, false)).toList();
  }

  /** Unsigned bytes from {@code from}, as ids of parts. */
  static int[] ids(ByteBuffer planes, int from, int pixels) {
    var ids = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      ids[i] = planes.get(from + i) & 0xff;
    }
    return ids;
  }

  @Override
  public void add(Batch batch, List<Guessed> guesses) {
    int pixels = width * height;
    for (int i = 0; i < guesses.size(); i++) {
      int[] known = ids(batch.planes(), i * pixels, pixels);
      int[] told = ids(ByteBuffer.wrap(guesses.get(i).planes()), 0, pixels);
      evaluator.add(new Scene(width, height, known, parts), new Scene(width, height, told, parts));
    }
  }

  @Override
  public Map<String, Double> metrics() {
    SceneScore score = evaluator.score();
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put(MEAN_IOU, score.meanIou());
    metrics.put("pixelAccuracy", score.pixelAccuracy());
    metrics.put("meanDice", score.meanDice());
    return metrics;
  }
}
