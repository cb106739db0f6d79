package sightline.trainer.job;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a job is. What is not known is 0, NaN, empty or {@link Instant#EPOCH}, and is left out of
 * the JSON.
 *
 * @param job number, from 1
 * @param recipe its name
 * @param at when this was so
 * @param loss parts by name, {@code total} among them
 * @param metrics on the validation split, by name
 * @param gate what the publish gate found, one sentence each
 * @param detail one sentence
 */
public record Progress(
    long job,
    String recipe,
    String task,
    JobState state,
    Instant at,
    Instant startedAt,
    Place place,
    Map<String, Double> loss,
    Pace pace,
    Map<String, Double> metrics,
    Best best,
    List<String> gate,
    String detail,
    Model model) {

  public Progress {
    loss = sorted(loss);
    metrics = sorted(metrics);
    gate = List.copyOf(gate);
  }

  /**
   * Where in the schedule.
   *
   * @param epoch 1 to {@code epochs}
   * @param step of the whole training, 1 to {@code steps}
   */
  public record Place(int epoch, int epochs, long step, long steps) {
    static final Place UNKNOWN = new Place(0, 0, 0, 0);
  }

  /**
   * How fast.
   *
   * @param secondsLeft of training
   */
  public record Pace(double learningRate, double imagesPerSecond, double secondsLeft) {
    static final Pace UNKNOWN = new Pace(Double.NaN, Double.NaN, Double.NaN);
  }

  /** The best measurement so far, and the epoch it is of. */
  public record Best(Map<String, Double> metrics, int epoch) {
    static final Best UNKNOWN = new Best(Map.of(), 0);

    public Best {
      metrics = sorted(metrics);
    }
  }

  /**
   * What was published.
   *
   * @param digest SHA-256 of the file
   */
  public record Model(String name, int version, String digest) {
    static final Model UNKNOWN = new Model("", 0, "");
  }

  /** Only the state is known. */
  public static Progress of(JobState state) {
    return new Progress(
        0,
        "",
        "",
        state,
        Instant.EPOCH,
        Instant.EPOCH,
        Place.UNKNOWN,
        Map.of(),
        Pace.UNKNOWN,
        Map.of(),
        Best.UNKNOWN,
        List.of(),
        "",
        Model.UNKNOWN);
  }

  public Progress withPlace(Place changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, changed, loss, pace, metrics, best, gate, detail,
        model);
  }

  public Progress withLoss(Map<String, Double> changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, changed, pace, metrics, best, gate, detail,
        model);
  }

  public Progress withPace(Pace changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, changed, metrics, best, gate, detail,
        model);
  }

  public Progress withMetrics(Map<String, Double> changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, pace, changed, best, gate, detail,
        model);
  }

  public Progress withBest(Best changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, pace, metrics, changed, gate, detail,
        model);
  }

  public Progress withGate(List<String> changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, pace, metrics, best, changed, detail,
        model);
  }

  public Progress withDetail(String changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, pace, metrics, best, gate, changed,
        model);
  }

  public Progress withModel(Model changed) {
    return new Progress(
        job, recipe, task, state, at, startedAt, place, loss, pace, metrics, best, gate, detail,
        changed);
  }

  /** The same of a certain job; a time that is known already stays. */
  public Progress ofJob(long number, String recipeName, String recipeTask, Instant time) {
    return new Progress(
        number,
        recipeName,
        recipeTask,
        state,
        at.equals(Instant.EPOCH) ? time : at,
        startedAt,
        place,
        loss,
        pace,
        metrics,
        best,
        gate,
        detail,
        model);
  }

  /** The same of a job that began at {@code time}. */
  public Progress startedAt(Instant time) {
    return new Progress(
        job, recipe, task, state, at, time, place, loss, pace, metrics, best, gate, detail, model);
  }

  private static Map<String, Double> sorted(Map<String, Double> values) {
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
