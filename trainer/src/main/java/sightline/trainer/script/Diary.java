package sightline.trainer.script;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/**
 * Tells in the job's folder how far training is; steps at most twice a second.
 *
 * <p>Threading: one thread.
 */
public final class Diary {

  private static final long BETWEEN_STEPS = 500_000_000L; // ns

  private final JobFolder folder;
  private Progress last;
  private long stepToldAt = System.nanoTime() - BETWEEN_STEPS;

  public Diary(JobFolder folder, String recipe, String task) {
    this.folder = folder;
    this.last =
        Progress.of(JobState.STARTING)
            .startedAt(Instant.now())
            .ofJob(0, recipe, task, Instant.EPOCH);
  }

  /** A new state, in one sentence. */
  public void state(JobState state, String detail) throws IOException {
    last =
        new Progress(
            last.job(),
            last.recipe(),
            last.task(),
            state,
            Instant.EPOCH,
            last.startedAt(),
            last.place(),
            last.loss(),
            last.pace(),
            last.metrics(),
            last.best(),
            last.gate(),
            detail,
            last.model());
    folder.append(last);
    log(detail);
  }

  /** A step was made. */
  public void step(Progress.Place place, Map<String, Double> loss, Progress.Pace pace)
      throws IOException {
    last = last.withPlace(place).withLoss(loss).withPace(pace);
    long now = System.nanoTime();
    if (now - stepToldAt >= BETWEEN_STEPS) {
      stepToldAt = now;
      folder.append(last);
    }
  }

  /** The validation split was measured. */
  public void measured(Map<String, Double> metrics, Progress.Best best) throws IOException {
    last = last.withBest(best);
    folder.append(last.withMetrics(metrics));
  }

  /** What the gate says, and which version it is now. */
  public void judged(List<String> sentences, Progress.Model model) {
    last = last.withGate(sentences).withModel(model);
  }

  public void log(String line) throws IOException {
    if (!line.isEmpty()) {
      folder.log(Instant.now() + " " + line);
    }
  }
}
