package sightline.trainer.job.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/** Remembers what was told, and waits for what is to be told. */
final class HeardPost implements Post {

  private static final long PATIENCE_MILLIS = 30_000;

  private final List<Progress> progress = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> recipes = new ArrayList<>();

  @Override
  public synchronized void recipe(long job, String yaml) {
    recipes.add(yaml);
  }

  @Override
  public synchronized void progress(Progress told) {
    progress.add(told);
    notifyAll();
  }

  @Override
  public synchronized void log(long job, String line) {
    lines.add(line);
  }

  @Override
  public synchronized void sample(long job, Sample sample) {
    samples.add(sample);
  }

  Progress await(long job, JobState state) throws InterruptedException {
    return await(told -> told.job() == job && told.state() == state);
  }

  synchronized Progress await(Predicate<Progress> wanted) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (progress.stream().noneMatch(wanted)) {
      long left = end - System.currentTimeMillis();
      if (left <= 0) {
        throw new AssertionError("not told: " + progress);
      }
      wait(left);
    }
    return progress.stream().filter(wanted).findFirst().orElseThrow();
  }

  synchronized List<JobState> states(long job) {
    return progress.stream().filter(p -> p.job() == job).map(Progress::state).distinct().toList();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  synchronized List<String> recipes() {
    return List.copyOf(recipes);
  }
}
