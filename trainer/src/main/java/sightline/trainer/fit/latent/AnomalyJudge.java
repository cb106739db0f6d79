package sightline.trainer.fit.latent;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.task.Task.Judge;
import sightline.trainer.score.anomaly.AnomalyEvaluator;
import sightline.trainer.score.anomaly.AnomalyScore;
import sightline.trainer.shape.Runs;

/**
 * Compares scores and heat with what is known to be abnormal: the planes' pixels of 1. Where all is
 * normal only what is given back counts: its {@code psnr}, which grows as the error falls.
 * Threading: one thread.
 */
final class AnomalyJudge implements Judge {

  private final int width;
  private final int height;
  private final PictureJudge pictures;
  private final AnomalyEvaluator evaluator = new AnomalyEvaluator();

  AnomalyJudge(List<Integer> input, double range) {
    height = input.get(1);
    width = input.get(2);
    pictures = new PictureJudge(input, range);
  }

  @Override
  public void add(Batch batch, List<Guessed> guesses) {
    pictures.addWhole(batch, guesses);
    int pixels = width * height;
    for (int i = 0; i < guesses.size(); i++) {
      Guessed guess = guesses.get(i);
      ByteBuffer planes = batch.planes();
      if (planes.limit() > i * pixels) {
        evaluator.add(
            Runs.ofPixels(width, height, known(planes, i * pixels)), guess.score(), guess.heat());
      } else {
        evaluator.add(false, guess.score());
      }
    }
  }

  private boolean[] known(ByteBuffer planes, int from) {
    var known = new boolean[width * height];
    for (int i = 0; i < known.length; i++) {
      known[i] = planes.get(from + i) == 1;
    }
    return known;
  }

  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    AnomalyScore score = evaluator.score();
    if (score.badPictures() > 0 && score.goodPictures() > 0) {
      metrics.put("imageAuroc", score.imageAuroc());
    }
    if (score.badPictures() > 0) {
      metrics.put("pixelAuroc", score.pixelAuroc());
      metrics.put("aupro", score.aupro());
    }
    metrics.putAll(pictures.metrics());
    return metrics;
  }
}
