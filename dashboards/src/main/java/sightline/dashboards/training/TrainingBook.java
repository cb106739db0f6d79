package sightline.dashboards.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import sightline.dashboards.metrics.DashboardsMetrics;

/**
 * What is remembered of training jobs, within its limits.
 *
 * <p>Threading: any thread; one lock.
 */
public final class TrainingBook implements TrainingInput {

  private final TrainingLimits limits;
  private final DashboardsMetrics metrics;
  private final NavigableMap<Long, TrainingJob> jobs = new TreeMap<>();
  private long revisions;

  public TrainingBook(TrainingLimits limits, DashboardsMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  public TrainingLimits limits() {
    return limits;
  }

  @Override
  public synchronized void submitted(long job, Submission wish, Instant at) {
    with(job, each -> each.submitted(wish, at));
  }

  @Override
  public synchronized void stopAsked(long job, String by) {
    if (jobs.containsKey(job)) {
      with(job, each -> each.stopAsked(by));
    }
  }

  @Override
  public synchronized void progress(JobProgress progress) {
    with(progress.job(), each -> each.progress(progress));
  }

  @Override
  public synchronized void logLine(long job, String line) {
    with(job, each -> each.logLine(line));
  }

  @Override
  public synchronized void recipe(long job, String yaml) {
    with(job, each -> each.recipe(yaml));
  }

  @Override
  public synchronized void sample(long job, Sample sample) {
    with(job, each -> each.sample(sample, ++revisions));
    long bytes = sampleBytes();
    for (TrainingJob oldest : jobs.values()) {
      if (bytes <= limits.maxSampleBytes()) {
        break;
      }
      bytes -= oldest.sampleBytes();
      oldest.forgetSamples();
    }
    metrics.trainingSampleBytes(bytes);
  }

  /** What is known of each job, the newest first. */
  public synchronized List<ObjectNode> jobs() {
    return jobs.descendingMap().values().stream().map(TrainingJob::facts).toList();
  }

  /** All that is known of one job; empty when nothing is. */
  public synchronized Optional<JobView> job(long number) {
    return Optional.ofNullable(jobs.get(number)).map(TrainingJob::view);
  }

  /** Whether a job is known that has ended; empty when it is not known. */
  public synchronized Optional<Boolean> hasEnded(long number) {
    return Optional.ofNullable(jobs.get(number)).map(TrainingJob::hasEnded);
  }

  public synchronized Optional<Sample> sample(long job, int number) {
    return Optional.ofNullable(jobs.get(job)).map(each -> each.sample(number));
  }

  private void with(long number, Consumer<TrainingJob> work) {
    TrainingJob known = jobs.get(number);
    if (known == null) {
      known = remember(number);
    }
    if (known != null) {
      work.accept(known);
    }
  }

  /** Null for one that is older than all that are remembered, when there are as many as may be. */
  private TrainingJob remember(long number) {
    if (jobs.size() >= limits.maxJobs()) {
      metrics.trainingDropped("jobs", 1);
      if (number < jobs.firstKey()) {
        return null;
      }
      jobs.remove(oldest());
    }
    var created = new TrainingJob(number, limits, metrics::trainingDropped);
    jobs.put(number, created);
    metrics.trainingJobs(jobs.size());
    return created;
  }

  private long oldest() {
    return jobs.entrySet().stream()
        .filter(each -> each.getValue().hasEnded())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(jobs::firstKey);
  }

  private long sampleBytes() {
    return jobs.values().stream().mapToLong(TrainingJob::sampleBytes).sum();
  }
}
