package sightline.trainer.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/**
 * Everything the job service measures, in one place. Base units only: seconds, bytes.
 *
 * <p>Threading: any thread.
 */
public final class TrainerMetrics {

  /** Why an order did not become a job. */
  public enum Refusal {
    /** The order or its recipe cannot be read. */
    UNREADABLE,
    /** As many wait as may wait. */
    QUEUE_FULL,
    /** Its folder cannot be made. */
    NO_FOLDER
  }

  /** Why a process was ended by force. */
  public enum Kill {
    TIMEOUT,
    MEMORY,
    /** It did not stop when it was asked to. */
    STOP_GRACE,
    /** It outlived the service that started it. */
    ORPHAN
  }

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Gauge queued =
      Gauge.builder()
          .name("sightline_training_jobs_queued")
          .help("Jobs that wait for their turn")
          .register(registry);
  private final Gauge running =
      Gauge.builder()
          .name("sightline_training_jobs_running")
          .help("Jobs whose process runs")
          .register(registry);
  private final Counter ended =
      Counter.builder()
          .name("sightline_training_jobs_ended_total")
          .help("Jobs that came to an end")
          .labelNames("state")
          .register(registry);
  private final Counter refused =
      Counter.builder()
          .name("sightline_training_orders_refused_total")
          .help("Orders that did not become a job")
          .labelNames("reason")
          .register(registry);
  private final Counter resumed =
      Counter.builder()
          .name("sightline_training_jobs_resumed_total")
          .help("Processes started again, from a checkpoint if there is one")
          .register(registry);
  private final Counter killed =
      Counter.builder()
          .name("sightline_training_processes_killed_total")
          .help("Processes ended by force")
          .labelNames("reason")
          .register(registry);
  private final Counter lost =
      Counter.builder()
          .name("sightline_training_records_lost_total")
          .help("Records of progress that the broker did not take")
          .register(registry);
  private final Counter skippedLines =
      Counter.builder()
          .name("sightline_training_log_lines_skipped_total")
          .help("Log lines beyond maxLogLinesPerSecond; the job's folder has them")
          .register(registry);
  private final Gauge imagesPerSecond =
      Gauge.builder()
          .name("sightline_training_images_per_second")
          .help("Pictures that the job heard of last learns from, 0 while none runs")
          .register(registry);
  private final Gauge residentBytes =
      Gauge.builder()
          .name("sightline_training_resident_bytes")
          .help("Memory of the process that was measured last, with its children")
          .register(registry);
  private final Histogram took =
      Histogram.builder()
          .name("sightline_training_job_seconds")
          .help("From the start of a job's process to its end")
          .classicUpperBounds(10, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)
          .register(registry);

  PrometheusRegistry registry() {
    return registry;
  }

  public void jobsQueued(int count) {
    queued.set(count);
  }

  public void processStarted() {
    running.inc();
  }

  /** A process ended by itself or was ended. */
  public void processEnded(Duration duration) {
    running.dec();
    took.observe(duration.toNanos() / 1e9);
    imagesPerSecond.set(0);
  }

  public void jobEnded(Enum<?> state) {
    ended.labelValues(state.name()).inc();
  }

  public void orderRefused(Refusal reason) {
    refused.labelValues(reason.name()).inc();
  }

  public void jobResumed() {
    resumed.inc();
  }

  public void processKilled(Kill reason) {
    killed.labelValues(reason.name()).inc();
  }

  public void recordLost() {
    lost.inc();
  }

  public void logLinesSkipped(int count) {
    skippedLines.inc(count);
  }

  public void learns(double picturesPerSecond) {
    imagesPerSecond.set(picturesPerSecond);
  }

  public void resides(long bytes) {
    residentBytes.set(bytes);
  }
}
