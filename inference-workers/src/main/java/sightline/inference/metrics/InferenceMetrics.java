package sightline.inference.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.function.IntSupplier;
import sightline.events.FrameRejected;
import sightline.events.SkipReason;
import sightline.events.Stage;

/**
 * Everything the inference workers measure, in one place. Base units only.
 *
 * <p>Threading: any thread.
 */
public final class InferenceMetrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter inferred =
      Counter.builder()
          .name("sightline_frames_inferred")
          .help("Frames that got a result; once for each slot, as all outcomes")
          .register(registry);

  private final Counter rejected =
      Counter.builder()
          .name("sightline_frames_rejected")
          .help("Frames that could not be handled, by reason")
          .labelNames("reason")
          .register(registry);

  private final Counter late =
      Counter.builder()
          .name("sightline_frames_late")
          .help("Frames older than their deadline, dropped before they were decoded")
          .register(registry);

  private final Counter skipped =
      Counter.builder()
          .name("sightline_frames_skipped")
          .help("Frames that the workers left out on purpose, by reason")
          .labelNames("reason")
          .register(registry);

  private final Counter withoutSlot =
      Counter.builder()
          .name("sightline_frames_without_slot")
          .help("Frames of cameras that no slot is bound to")
          .register(registry);

  private final Counter repeated =
      Counter.builder()
          .name("sightline_frames_repeated")
          .help("Records whose sequence had been seen before, dropped")
          .register(registry);

  private final Counter candidatesOver =
      Counter.builder()
          .name("sightline_candidates_over_limit")
          .help("Candidate boxes dropped because a frame had more than the limit")
          .register(registry);

  private final Histogram stage =
      Histogram.builder()
          .name("sightline_stage_duration_seconds")
          .help(
              "Time one frame spent in a stage: published since its capture, started since it was"
                  + " queued; times below zero, of footage ahead of the clock, are left out")
          .unit(Unit.SECONDS)
          .labelNames("stage")
          .classicUpperBounds(.0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5)
          .register(registry);

  private final Histogram batch =
      Histogram.builder()
          .name("sightline_batch_frames")
          .help("Frames in one engine call")
          .classicUpperBounds(1, 2, 4, 8, 16, 32)
          .register(registry);

  private final Counter padding =
      Counter.builder()
          .name("sightline_batch_padding_frames")
          .help("Empty places in engine calls, which a GPU takes in fixed sizes only")
          .register(registry);

  /** Shows {@code waiting} as the number of frames that wait for a lane. */
  public void watchWaiting(IntSupplier waiting) {
    GaugeWithCallback.builder()
        .name("sightline_frames_waiting")
        .help("Frames that were polled and wait for a lane")
        .callback(callback -> callback.call(waiting.getAsInt()))
        .register(registry);
  }

  public void frameInferred() {
    inferred.inc();
  }

  public void frameRejected(FrameRejected.Reason reason) {
    rejected.labelValues(reason.name()).inc();
  }

  public void frameLate() {
    late.inc();
  }

  public void frameSkipped(SkipReason reason) {
    skipped.labelValues(reason.name()).inc();
  }

  public void frameWithoutSlot() {
    withoutSlot.inc();
  }

  public void frameRepeated() {
    repeated.inc();
  }

  public void candidatesDropped(long count) {
    candidatesOver.inc(count);
  }

  /** An engine call for {@code frames} was made with {@code places}, some of them empty. */
  public void batchStarted(int frames, int places) {
    batch.observe(frames);
    padding.inc(places - frames);
  }

  /** A frame was done with {@code done} after {@code time} in it. */
  public void stageDone(Stage done, Duration time) {
    if (!time.isNegative()) {
      stage.labelValues(done.wireName()).observe(time.toNanos() / 1e9);
    }
  }

  /** Frames dropped because they were late. */
  public long lateFrames() {
    return (long) late.get();
  }

  /** Frames left out for {@code reason}. */
  public long skippedFrames(SkipReason reason) {
    return (long) skipped.labelValues(reason.name()).get();
  }

  /** Frames of cameras that no slot is bound to. */
  public long framesWithoutSlot() {
    return (long) withoutSlot.get();
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
