package sightline.registry.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is measured of uploads, checks, artifacts and requests. Base units only: seconds, bytes.
 *
 * <p>Threading: any thread.
 */
public final class IntakeMetrics {

  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter imports =
      counter("sightline_registry_imports", "Uploads that ended.", "result");
  private final Counter uploadBytes =
      counter("sightline_registry_upload_bytes", "Bytes of uploads that arrived.");
  private final Counter refusedUploads =
      counter("sightline_registry_refused_uploads", "Uploads turned away at a limit.", "limit");
  private final Gauge open = gauge("sightline_registry_open_imports", "Uploads not at their end.");
  private final Counter checks =
      counter("sightline_registry_checks", "Runs of the check process.", "result");
  private final Histogram checkSeconds =
      Histogram.builder()
          .name("sightline_registry_check_seconds")
          .help("How long a check takes.")
          .classicUpperBounds(.5, 1, 2, 5, 10, 20, 30, 60, 120)
          .register(registry);
  private final Counter leftovers =
      counter("sightline_registry_leftovers_removed", "What deaths left behind.", "kind");
  private final Counter verified =
      counter("sightline_registry_artifacts_verified", "Artifacts read again whole.", "result");
  private final Gauge damaged =
      gauge("sightline_registry_damaged_artifacts", "Artifacts of versions, damaged or missing.");
  private final Counter served =
      counter("sightline_registry_served_bytes", "Bytes of artifacts sent to workers.");
  private final Counter refusedRequests =
      counter("sightline_registry_refused_requests", "Requests refused, by status.", "status");

  /** An upload became a version ({@code stored}), was one ({@code known}), or was refused. */
  public void importEnded(String result) {
    imports.labelValues(result).inc();
  }

  public void uploaded(long bytes) {
    uploadBytes.inc(bytes);
  }

  /** An upload met {@code maxUploads}, {@code maxUploadBytes}, {@code minFreeBytes} or the like. */
  public void uploadRefused(String limit) {
    refusedUploads.labelValues(limit).inc();
  }

  public void openImports(int count) {
    open.set(count);
  }

  /** A check ended as {@code ok}, {@code refused}, {@code crashed}, or met a limit. */
  public void checked(String result, double seconds) {
    checks.labelValues(result).inc();
    checkSeconds.observe(seconds);
  }

  /** Removed {@code parts}, {@code artifacts} or {@code unfinished} ones. */
  public void leftoversRemoved(String kind, int count) {
    leftovers.labelValues(kind).inc(count);
  }

  public void verified(boolean whole) {
    verified.labelValues(whole ? "whole" : "damaged").inc();
  }

  public void damaged(int count) {
    damaged.set(count);
  }

  public void served(long bytes) {
    served.inc(bytes);
  }

  public void requestRefused(int status) {
    refusedRequests.labelValues(Integer.toString(status)).inc();
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

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }
}
