package sightline.ingest.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/**
 * Everything this module measures, in one place. Base units only: seconds, bytes. The label {@code
 * camera} is bounded by {@code maxCameras}.
 *
 * <p>Threading: any thread.
 *
 * @param <S> the states a camera can have
 */
public final class IngestMetrics<S extends Enum<S>> {

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter captured =
      Counter.builder()
          .name("sightline_frames_captured_total")
          .help("Frames that cameras gave")
          .labelNames("camera")
          .register(registry);
  private final Counter published =
      Counter.builder()
          .name("sightline_frames_published_total")
          .help("Frames that the broker acknowledged")
          .labelNames("camera")
          .register(registry);
  private final Counter publishedBytes =
      Counter.builder()
          .name("sightline_frames_published_bytes_total")
          .help("Picture bytes that the broker acknowledged")
          .labelNames("camera")
          .register(registry);
  private final Counter skipped =
      Counter.builder()
          .name("sightline_frames_skipped_total")
          .help("Frames that cameras gave and that were not published")
          .labelNames("camera", "reason")
          .register(registry);
  private final Counter unsaidEnds =
      Counter.builder()
          .name("sightline_camera_ends_unsaid_total")
          .help("Ends of epochs never said, because the broker was away for too long")
          .labelNames("camera")
          .register(registry);
  private final Counter openings =
      Counter.builder()
          .name("sightline_camera_openings_total")
          .help("How often a source was opened")
          .labelNames("camera")
          .register(registry);
  private final Counter changes =
      Counter.builder()
          .name("sightline_camera_changes_total")
          .help("Changes of a running camera: applied, or refused in part or whole")
          .labelNames("camera", "result")
          .register(registry);
  private final Gauge abandoned =
      Gauge.builder()
          .name("sightline_camera_abandoned_readers")
          .help("Reads that hang in native code although they were told to end")
          .labelNames("camera")
          .register(registry);
  private final Gauge pictureFault =
      Gauge.builder()
          .name("sightline_camera_picture_fault")
          .help("1 while the pictures of a camera are black, frozen or repeated")
          .labelNames("camera", "fault")
          .register(registry);
  private final Gauge brokerSilence =
      Gauge.builder()
          .name("sightline_broker_silence_seconds")
          .help("Time since the broker last answered, when it was asked last")
          .register(registry);
  private final Histogram encode =
      Histogram.builder()
          .name("sightline_frame_encode_seconds")
          .help("From a decoded picture to JPEG")
          .classicUpperBounds(.0005, .001, .002, .005, .01, .02, .05, .1, .2)
          .register(registry);
  private final StateSet state;

  public IngestMetrics(Class<S> states) {
    state =
        StateSet.builder()
            .name("sightline_camera_state")
            .help("How a camera does")
            .labelNames("camera")
            .states(states)
            .register(registry);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  public void cameraOpened(String camera) {
    openings.labelValues(camera).inc();
  }

  public void frameCaptured(String camera) {
    captured.labelValues(camera).inc();
  }

  public void framePublished(String camera, int bytes) {
    published.labelValues(camera).inc();
    publishedBytes.labelValues(camera).inc(bytes);
  }

  public void frameSkipped(String camera, Enum<?> reason) {
    skipped.labelValues(camera, reason.name()).inc();
  }

  public void endUnsaid(String camera) {
    unsaidEnds.labelValues(camera).inc();
  }

  /** Settings were changed while the camera runs; {@code whole}: nothing was passed over. */
  public void cameraChanged(String camera, boolean whole) {
    changes.labelValues(camera, whole ? "applied" : "refused").inc();
  }

  public void readersAbandoned(String camera, int count) {
    abandoned.labelValues(camera).set(count);
  }

  /** Pictures begin or cease to be not believed. */
  public void pictureFault(String camera, Enum<?> fault, boolean present) {
    pictureFault.labelValues(camera, fault.name()).set(present ? 1 : 0);
  }

  /** The broker was asked, after it had been silent for that long. */
  public void brokerAsked(Duration silence) {
    brokerSilence.set(silence.toNanos() / 1e9);
  }

  /** A picture was encoded, or could not be, in that time. */
  public void frameEncoded(Duration took) {
    encode.observe(took.toNanos() / 1e9);
  }

  public void stateChanged(String camera, S from, S to) {
    state.labelValues(camera).setFalse(from);
    state.labelValues(camera).setTrue(to);
  }
}
