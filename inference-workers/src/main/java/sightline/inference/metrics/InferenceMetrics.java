package sightline.inference.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.function.IntSupplier;
import sightline.events.FrameRejected;
import sightline.events.LedgerRow;
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

  private final Counter judged =
      Counter.builder()
          .name("sightline_frames_judged")
          .help("Frames judged as a whole, by slot and verdict: normal or abnormal")
          .labelNames("slot", "verdict")
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

  private final Counter switches =
      Counter.builder()
          .name("sightline_slot_switches")
          .help("Switch markers met, one for each partition")
          .register(registry);

  private final Counter modelsOpened =
      Counter.builder()
          .name("sightline_models_opened")
          .help("Versions brought into service, by result: ready or failed")
          .labelNames("result")
          .register(registry);

  private final Counter cachedRemoved =
      Counter.builder()
          .name("sightline_model_files_removed")
          .help("Files of models removed to keep the cache within its limit")
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

  private final Counter ledgerRows =
      Counter.builder()
          .name("sightline_ledger_rows")
          .help("Rows of the ledger that were written, each change anew")
          .register(registry);

  private final Counter unaccounted =
      Counter.builder()
          .name("sightline_ledger_unaccounted_frames")
          .help("Frames that nothing explains; anything but 0 is an alert")
          .register(registry);

  private final Counter lost =
      Counter.builder()
          .name("sightline_ledger_lost_frames")
          .help("Frames that never reached the workers, by the reason known when it was noticed")
          .labelNames("reason")
          .register(registry);

  private final Gauge unbalanced =
      Gauge.builder()
          .name("sightline_ledger_unbalanced_rows")
          .help("Open rows of the ledger that do not balance; anything but 0 is an alert")
          .register(registry);

  private final Counter forgotten =
      Counter.builder()
          .name("sightline_ledger_forgotten_cameras")
          .help("Cameras that left the account because there were more than maxCameras")
          .register(registry);

  private final Gauge liveTracks =
      Gauge.builder()
          .name("sightline_tracks_live")
          .help("Objects that are being tracked, those out of sight for a while included")
          .register(registry);

  private final Counter startedTracks =
      Counter.builder()
          .name("sightline_tracks_started")
          .help("Tracks that began, each with an id of its own")
          .register(registry);

  private final Counter endedTracks =
      Counter.builder()
          .name("sightline_tracks_ended")
          .help("Tracks whose object was not seen again in time")
          .register(registry);

  private final Counter restarts =
      Counter.builder()
          .name("sightline_worker_restarts")
          .help("Times that Kafka Streams was started anew after a failure")
          .register(registry);

  private final Counter replacedThreads =
      Counter.builder()
          .name("sightline_worker_threads_replaced")
          .help("Stream threads replaced after a failure that passes")
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

  /** A model of {@code slot} judged a frame as a whole. */
  public void frameJudged(String slot, boolean abnormal) {
    judged.labelValues(slot, abnormal ? "abnormal" : "normal").inc();
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

  /** A switch marker was met. */
  public void slotSwitched() {
    switches.inc();
  }

  public void frameRepeated() {
    repeated.inc();
  }

  /** A version is in service, or could not be brought into it. */
  public void modelOpened(boolean ready) {
    modelsOpened.labelValues(ready ? "ready" : "failed").inc();
  }

  /** A model's file had to make room in the cache. */
  public void cachedFileRemoved() {
    cachedRemoved.inc();
  }

  /** {@code partitions} of frames wait for a model. */
  public void watchHeld(IntSupplier partitions) {
    GaugeWithCallback.builder()
        .name("sightline_partitions_held")
        .help("Partitions of frames that wait for a model")
        .callback(gauge -> gauge.call(partitions.getAsInt()))
        .register(registry);
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

  public void ledgerRowsEmitted(int rows) {
    ledgerRows.inc(rows);
  }

  public void framesUnaccounted(long frames) {
    unaccounted.inc(frames);
  }

  public void framesLost(LedgerRow.Loss loss, long frames) {
    lost.labelValues(loss.name()).inc(frames);
  }

  /** So many more rows do not balance, or fewer if negative. */
  public void ledgerRowsUnbalanced(int more) {
    unbalanced.inc(more);
  }

  public void cameraForgotten() {
    forgotten.inc();
  }

  /** So many more objects are being tracked, or fewer if negative. */
  public void tracksLive(int more) {
    liveTracks.inc(more);
  }

  public void tracksStarted(int tracks) {
    startedTracks.inc(tracks);
  }

  public void tracksEnded(int tracks) {
    endedTracks.inc(tracks);
  }

  public void workersRestarted() {
    restarts.inc();
  }

  public void threadReplaced() {
    replacedThreads.inc();
  }

  /** Times that Kafka Streams was started anew. */
  public long restarts() {
    return (long) restarts.get();
  }

  /** Frames that nothing explains. */
  public long unaccountedFrames() {
    return (long) unaccounted.get();
  }

  /** Open rows that do not balance. */
  public long unbalancedRows() {
    return (long) unbalanced.get();
  }

  /** Cameras that left the account for lack of room. */
  public long forgottenCameras() {
    return (long) forgotten.get();
  }

  /** Frames that {@code slot} judged to be abnormal, or not. */
  public long judgedFrames(String slot, boolean abnormal) {
    return (long) judged.labelValues(slot, abnormal ? "abnormal" : "normal").get();
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

  /** Objects that are being tracked now. */
  public long liveTracks() {
    return (long) liveTracks.get();
  }

  /** Tracks that began. */
  public long startedTracks() {
    return (long) startedTracks.get();
  }

  /** Tracks that ended. */
  public long endedTracks() {
    return (long) endedTracks.get();
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
