package sightline.dashboards.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Everything this module measures, in one place. Base units only: seconds, bytes, ratios. Camera
 * names are labels; the feed bounds how many there are.
 *
 * <p>Threading: any thread.
 */
public final class DashboardsMetrics {

  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter pictures =
      counter("sightline_dashboards_pictures", "Pictures read from the log.", "camera");
  private final Counter shown =
      counter("sightline_dashboards_frames_shown", "Frames passed to the wall.", "result");
  private final Counter dropped =
      counter("sightline_dashboards_dropped", "What was read, but not passed on.", "reason");
  private final Counter malformed =
      counter("sightline_dashboards_malformed_records", "Records nobody can read.", "topic");
  private final Counter lagSkipped =
      counter("sightline_dashboards_lag_skipped_records", "Skipped to catch up.", "topic");
  private final Counter refusedEvents =
      counter("sightline_dashboards_refused_events", "Events of cameras beyond the limit.");
  private final Counter readerFailures =
      counter(
          "sightline_dashboards_reader_failures", "Times a reader had to begin anew.", "reader");
  private final Gauge cameras = gauge("sightline_dashboards_cameras", "Cameras known.");
  private final Gauge broker = gauge("sightline_dashboards_broker_reachable", "1 when it answers.");
  private final Gauge clients = gauge("sightline_dashboards_clients", "Websockets open.");
  private final Counter refusedClients =
      counter("sightline_dashboards_refused_clients", "Websockets turned away.", "reason");
  private final Counter sent =
      counter("sightline_dashboards_frames_sent", "Frames written to browsers.", "camera");
  private final Counter sentBytes =
      counter("sightline_dashboards_sent_bytes", "Bytes of those frames.");
  private final Counter lost =
      counter("sightline_dashboards_frames_lost", "Frames a slow browser never got.", "camera");
  private final Histogram glassToGlass =
      Histogram.builder()
          .name("sightline_glass_to_glass_seconds")
          .help("From the capture of a picture until a browser had drawn it.")
          .unit(Unit.SECONDS)
          .classicUpperBounds(.025, .05, .075, .1, .15, .2, .3, .5, .75, 1, 1.5, 2.5, 5, 10)
          .register(registry);
  private final Histogram captureToStage =
      latency(
          "sightline_capture_to_stage_seconds",
          "From the capture of a frame until it reached a stage, delivered to a websocket included.",
          "stage");
  private final Histogram deliveredMinusModel =
      latency(
          "sightline_delivered_minus_model_seconds",
          "From capture to the write to a websocket, without the time in the engine.");
  private final Gauge framesWaiting =
      gauge("sightline_dashboards_frames_waiting", "Frames that wait for slow browsers.");
  private final Gauge ledgerRows = gauge("sightline_ledger_rows", "Rows remembered.");
  private final Gauge unbalancedRows =
      gauge("sightline_ledger_unbalanced_rows", "Rows of the ledger that do not balance.");
  private final Gauge lostFrames =
      gauge("sightline_ledger_lost_frames", "Frames that never reached the workers, by its rows.");
  private final Counter refusedRows =
      counter("sightline_ledger_refused_rows", "Rows of cameras and slots beyond the limit.");
  private final Gauge rejections =
      gauge("sightline_dashboards_rejections_remembered", "Rejections kept as examples.");
  private final Gauge thumbnailBytes =
      gauge("sightline_dashboards_thumbnail_bytes", "Bytes of their thumbnails.");
  private final Counter registryAnswers =
      counter("sightline_dashboards_registry_answers", "Calls the registry answered.", "status");
  private final Counter registryRefusals =
      counter(
          "sightline_dashboards_registry_refused",
          "Calls to the registry that met a limit, or that it did not answer.",
          "limit");
  private final Gauge trainingJobs =
      gauge("sightline_dashboards_training_jobs_remembered", "Training jobs remembered.");
  private final Gauge trainingSampleBytes =
      gauge("sightline_dashboards_training_sample_bytes", "Bytes of their sample pictures.");
  private final Counter trainingDropped =
      counter(
          "sightline_dashboards_training_dropped",
          "What was forgotten, thinned out or cut of training jobs, by the limit that it met.",
          "limit");
  private final Counter trainingRequests =
      counter(
          "sightline_dashboards_training_requests",
          "Jobs and stops that people asked for.",
          "outcome");
  private final Gauge alerts = gauge("sightline_dashboards_alerts", "Alerts that stand now.");

  public void pictureArrived(String camera) {
    pictures.labelValues(camera).inc();
  }

  /** A frame went to the wall as {@code inferred}, {@code rejected} or {@code pending}. */
  public void frameShown(String result) {
    shown.labelValues(result).inc();
  }

  public void dropped(String reason) {
    dropped.labelValues(reason).inc();
  }

  public void malformedRecord(String topic) {
    malformed.labelValues(topic).inc();
  }

  public void lagSkipped(String topic, long records) {
    lagSkipped.labelValues(topic).inc(records);
  }

  public void eventRefused() {
    refusedEvents.inc();
  }

  public void readerFailed(String reader) {
    readerFailures.labelValues(reader).inc();
  }

  public void cameras(int count) {
    cameras.set(count);
  }

  public void brokerReachable(boolean reachable) {
    broker.set(reachable ? 1 : 0);
  }

  public void clients(int count) {
    clients.set(count);
  }

  /** A websocket was refused for {@code origin}, {@code full} or {@code every_full}. */
  public void clientRefused(String reason) {
    refusedClients.labelValues(reason).inc();
  }

  public void frameSent(String camera, int bytes) {
    sent.labelValues(camera).inc();
    sentBytes.inc(bytes);
  }

  public void frameLost(String camera) {
    lost.labelValues(camera).inc();
  }

  public void frameDrawn(double secondsSinceCapture) {
    glassToGlass.observe(secondsSinceCapture);
  }

  /** A frame of a result came to {@code stage}, or was {@code delivered}. */
  public void frameReached(String stage, double secondsSinceCapture) {
    captureToStage.labelValues(stage).observe(secondsSinceCapture);
  }

  public void frameDelivered(double secondsWithoutModel) {
    deliveredMinusModel.observe(secondsWithoutModel);
  }

  public void framesWaiting(int count) {
    framesWaiting.set(count);
  }

  public void ledger(int rows, int unbalanced, long lost) {
    ledgerRows.set(rows);
    unbalancedRows.set(unbalanced);
    lostFrames.set(lost);
  }

  public void ledgerRowRefused() {
    refusedRows.inc();
  }

  public void rejectionsRemembered(int count, long bytes) {
    rejections.set(count);
    thumbnailBytes.set(bytes);
  }

  public void alerts(int count) {
    alerts.set(count);
  }

  /** The registry answered with a status like {@code 2xx}. */
  public void registryAnswered(String status) {
    registryAnswers.labelValues(status).inc();
  }

  /**
   * A call met {@code calls}, {@code uploads}, {@code request_bytes}, {@code upload_bytes}, {@code
   * answer_bytes} or {@code silent_timeout}, or the registry was {@code unreachable}.
   */
  public void registryRefused(String limit) {
    registryRefusals.labelValues(limit).inc();
  }

  public void trainingJobs(int count) {
    trainingJobs.set(count);
  }

  public void trainingSampleBytes(long bytes) {
    trainingSampleBytes.set(bytes);
  }

  /**
   * Something of a training job met {@code jobs}, {@code curves}, {@code curve_points}, {@code
   * log_lines}, {@code log_line_chars}, {@code samples}, {@code sample_bytes} or {@code
   * recipe_bytes}.
   */
  public void trainingDropped(String limit, long count) {
    trainingDropped.labelValues(limit).inc(count);
  }

  /** A wish to the job service was {@code taken}, {@code refused} or {@code lost}. */
  public void trainingRequest(String outcome) {
    trainingRequests.labelValues(outcome).inc();
  }

  /** Forgets the labels of a camera that left. */
  public void forget(String camera) {
    pictures.remove(camera);
    sent.remove(camera);
    lost.remove(camera);
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

  private Histogram latency(String name, String help, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .labelNames(labels)
        .classicUpperBounds(
            .001, .0025, .005, .01, .02, .03, .05, .08, .12, .2, .3, .5, 1, 2.5, 5, 10)
        .register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }
}
