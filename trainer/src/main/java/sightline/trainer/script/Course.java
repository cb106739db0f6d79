package sightline.trainer.script;

import java.io.IOException;
import java.util.Map;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.feed.load.TrainingFeed;
import sightline.trainer.fit.Checkpoints;
import sightline.trainer.fit.Checkpoints.State;
import sightline.trainer.fit.Learner;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.recipe.Recipe;

/**
 * The way through the epochs: batches, steps, measurements, checkpoints.
 *
 * <p>Threading: one platform thread.
 */
public final class Course {

  private static final double NANOS = 1e9;

  private final JobFolder folder;
  private final Recipe recipe;
  private final Diary diary;
  private final String metric;

  /**
   * @param metric that decides which weights are the best; greater is better
   */
  public Course(JobFolder folder, Recipe recipe, Diary diary, String metric) {
    this.folder = folder;
    this.recipe = recipe;
    this.diary = diary;
    this.metric = metric;
  }

  /** Somebody asked the job to stop; it can go on from its checkpoint. */
  public static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * How it went.
   *
   * @param imagesPerSecond that were learned from
   * @param waitedShare of the time in which a step waited for its batch, 0 to 1
   */
  public record Went(State state, double imagesPerSecond, double waitedShare) {}

  /**
   * Learns until the schedule, the time or the patience is over.
   *
   * @param from where to begin
   */
  public Went run(Learner learner, Pool training, Measurement measurement, State from)
      throws IOException, InterruptedException, Stopped {
    var checkpoints = new Checkpoints(folder.checkpoint());
    var schedule = recipe.schedule();
    State state = from;
    long began = System.nanoTime();
    long learned = 0;
    try (var feed = new TrainingFeed(LoadSettings.of(recipe, training), training)) {
      int perEpoch = feed.stepsPerEpoch();
      long steps = (long) schedule.epochs() * perEpoch;
      diary.state(JobState.TRAINING, "");
      while (state.step() < steps && !isOver(state, perEpoch)) {
        long step = state.step();
        Map<String, Double> loss;
        try (Batch batch = feed.take(step)) {
          loss = learner.step(step, batch);
          learned += batch.size();
        }
        double spent = (System.nanoTime() - began) / NANOS;
        state = state.at(step + 1, from.seconds() + spent);
        tell(
            learner,
            state,
            loss,
            new Pace(steps, perEpoch, learned, step + 1 - from.step(), spent));
        if (state.step() % perEpoch == 0) {
          state = measured(learner, measurement, checkpoints, state, perEpoch);
        } else if (state.step() % schedule.checkpointEvery() == 0) {
          checkpoints.save(learner, state);
        }
        if (folder.stopAsked()) {
          checkpoints.save(learner, state);
          throw new Stopped();
        }
      }
      if (state.epoch() == 0) {
        state = measured(learner, measurement, checkpoints, state, 1);
      }
      double spent = Math.max(1e-9, (System.nanoTime() - began) / NANOS);
      return new Went(state, learned / spent, feed.secondsWaited() / spent);
    }
  }

  /** What is needed to tell how fast it goes. */
  private record Pace(long steps, int perEpoch, long learned, long made, double seconds) {
    double secondsLeft(long step) {
      return seconds / Math.max(1, made) * (steps - step);
    }
  }

  private void tell(Learner learner, State state, Map<String, Double> loss, Pace pace)
      throws IOException {
    int epoch = (int) ((state.step() - 1) / pace.perEpoch) + 1;
    diary.step(
        new Progress.Place(epoch, recipe.schedule().epochs(), state.step(), pace.steps),
        loss,
        new Progress.Pace(
            learner.rate(state.step() - 1),
            pace.learned / Math.max(1e-9, pace.seconds),
            pace.secondsLeft(state.step())));
  }

  private boolean isOver(State state, int perEpoch) {
    double minutes = recipe.budget().minutes();
    if (minutes > 0 && state.seconds() >= minutes * 60) {
      return true;
    }
    int patience = recipe.schedule().patience();
    long epoch = state.step() / perEpoch;
    return patience > 0 && state.epoch() > 0 && epoch - state.epoch() >= patience;
  }

  private State measured(
      Learner learner, Measurement measurement, Checkpoints checkpoints, State state, int perEpoch)
      throws IOException, InterruptedException {
    int epoch = (int) ((state.step() + perEpoch - 1) / perEpoch);
    boolean last = epoch == recipe.schedule().epochs();
    State judged = state;
    if (epoch % recipe.schedule().evaluateEvery() == 0 || last || state.epoch() == 0) {
      diary.state(JobState.EVALUATING, "");
      Map<String, Double> metrics = measurement.of(learner.judged(), folder, epoch);
      double score = metrics.getOrDefault(metric, Double.NaN);
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException(
            "recipe.publish.metric is %s, expected one of %s".formatted(metric, metrics.keySet()));
      }
      if (score >= state.score() || state.epoch() == 0) {
        checkpoints.best(learner.judged());
        judged = new State(state.step(), score, metrics, epoch, state.seconds());
      }
      diary.measured(metrics, new Progress.Best(judged.metrics(), judged.epoch()));
      diary.log("epoch %d: %s".formatted(epoch, metrics));
      diary.state(JobState.TRAINING, "");
    }
    checkpoints.save(learner, judged);
    return judged;
  }
}
