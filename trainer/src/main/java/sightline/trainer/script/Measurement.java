package sightline.trainer.script;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.feed.load.EvaluationPass;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Evaluation;
import sightline.trainer.fit.task.Task;
import sightline.trainer.image.Sketch;
import sightline.trainer.job.JobFolder;
import sightline.trainer.tensor.Weights;

/**
 * Measures a net on a pool of pictures, and keeps sketches of the first of them as samples.
 *
 * <p>Threading: one platform thread.
 */
public final class Measurement {

  private static final int SKETCH_SIDE = 320;

  private final Task task;
  private final LoadSettings settings;
  private final Pool pool;
  private final double minScore;

  public Measurement(Task task, LoadSettings settings, Pool pool) {
    this(task, settings, pool, 0);
  }

  /**
   * @param minScore of objects that are drawn; all are measured
   */
  public Measurement(Task task, LoadSettings settings, Pool pool, double minScore) {
    this.task = task;
    this.settings = settings;
    this.pool = pool;
    this.minScore = minScore;
  }

  /** Metrics by name. */
  public Map<String, Double> of(Weights weights) throws InterruptedException {
    var evaluation = new Evaluation(task, weights);
    try (var pass = new EvaluationPass(settings, pool)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch shown = batch.orElseThrow()) {
          evaluation.add(shown);
        }
      }
    }
    return evaluation.metrics();
  }

  /** The same; the first pictures go into {@code folder} with what the net says of them. */
  public Map<String, Double> of(Weights weights, JobFolder folder, int epoch)
      throws IOException, InterruptedException {
    var evaluation = new Evaluation(task, weights);
    int sketched = 0;
    try (var pass = new EvaluationPass(settings, pool)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch shown = batch.orElseThrow()) {
          List<Guessed> guesses = evaluation.add(shown);
          for (int i = 0; i < shown.size() && sketched < JobFolder.SAMPLES; i++) {
            byte[] jpeg = Sketch.of(shown, i, drawn(guesses.get(i)), style());
            folder.sample(sketched++, jpeg, epoch, shown.names().get(i));
          }
        }
      }
    }
    return evaluation.metrics();
  }

  /** What workers would show of it. */
  private Guessed drawn(Guessed all) {
    return new Guessed(
        all.objects().stream().filter(one -> one.score() >= minScore).toList(),
        all.planes(),
        all.picture(),
        all.heat(),
        all.score());
  }

  private Sketch.Style style() {
    return new Sketch.Style(settings.input(), settings.labels(), SKETCH_SIDE);
  }
}
