package sightline.registry.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Everything this module measures, in one place. Base units only: seconds, bytes. Labels come from
 * closed lists.
 *
 * <p>Threading: any thread.
 */
public final class RegistryMetrics {

  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter uploads = counter("sightline_registry_uploads", "Uploads begun.");
  private final Counter uploadsRefused =
      counter("sightline_registry_uploads_refused", "Uploads that are no version.", "reason");
  private final Counter uploadsStored =
      counter("sightline_registry_uploads_stored", "Uploads that are a version now.");
  private final Counter uploadBytes =
      counter("sightline_registry_upload_bytes", "Bytes of uploads that were stored.");
  private final Histogram checks =
      seconds("sightline_registry_check_seconds", "How long the check of a file took.");
  private final Counter checksKilled =
      counter("sightline_registry_checks_killed", "Checks that ran into a limit or crashed.");
  private final Counter requests =
      counter("sightline_registry_requests", "Answers on HTTP by status: 2xx, 3xx …", "status");
  private final Counter artifactBytes =
      counter("sightline_registry_artifact_bytes", "Bytes of artifacts given to workers.");
  private final Histogram commits =
      seconds("sightline_registry_commit_seconds", "From a transaction's begin until it is read.");
  private final Counter unsureCommits =
      counter("sightline_registry_unsure_commits", "Commits whose end only the log could tell.");
  private final Counter promotions =
      counter("sightline_registry_promotions", "Promotions by how they ended.", "state");
  private final Histogram readyTime =
      seconds("sightline_registry_ready_seconds", "From a candidate until every worker had it.");
  private final Counter malformed =
      counter("sightline_registry_malformed_records", "Records nobody can read.", "topic");
  private final Counter limits =
      counter("sightline_registry_limit_reached", "Times something was full.", "limit");
  private final Counter failures =
      counter("sightline_registry_failures", "Times a part had to begin anew.", "part");
  private final Gauge writer = gauge("sightline_registry_writer", "1 when this one writes.");
  private final Gauge models = gauge("sightline_registry_models", "Models known.");
  private final Gauge slots = gauge("sightline_registry_slots", "Slots known.");
  private final Gauge workers = gauge("sightline_registry_workers", "Workers in the group.");

  public void uploadStarted() {
    uploads.inc();
  }

  /** It was refused for {@code too_large}, {@code too_many}, {@code check}, {@code broken} … */
  public void uploadRefused(String reason) {
    uploadsRefused.labelValues(reason).inc();
  }

  public void uploadStored(long bytes) {
    uploadsStored.inc();
    uploadBytes.inc(bytes);
  }

  public void checkTook(Duration time) {
    checks.observe(toSeconds(time));
  }

  public void checkKilled() {
    checksKilled.inc();
  }

  public void requestAnswered(int status) {
    requests.labelValues(status / 100 + "xx").inc();
  }

  public void artifactSent(long bytes) {
    artifactBytes.inc(bytes);
  }

  public void committed(Duration time) {
    commits.observe(toSeconds(time));
  }

  public void commitUnsure() {
    unsureCommits.inc();
  }

  /** One ended as {@code SWITCHED}, {@code REFUSED}, {@code CANCELLED} or {@code ROLLED_BACK}. */
  public void promotionEnded(String state) {
    promotions.labelValues(state).inc();
  }

  public void workersReady(Duration time) {
    readyTime.observe(toSeconds(time));
  }

  public void malformedRecord(String topic) {
    malformed.labelValues(topic).inc();
  }

  /** {@code limit} is the name of the setting. */
  public void limitReached(String limit) {
    limits.labelValues(limit).inc();
  }

  /** The {@code part} is {@code reader}, {@code writer}, {@code election}, {@code members} … */
  public void failed(String part) {
    failures.labelValues(part).inc();
  }

  public void writes(boolean here) {
    writer.set(here ? 1 : 0);
  }

  public void known(int modelCount, int slotCount) {
    models.set(modelCount);
    slots.set(slotCount);
  }

  public void workers(int live) {
    workers.set(live);
  }

  /** All of it as Prometheus text, in UTF-8. */
  public byte[] expose() {
    try {
      var bytes = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double toSeconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }

  private Histogram seconds(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60)
        .register(registry);
  }
}
