package sightline.deploy.analysis;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.deploy.analysis.FrameLedger.Outcome;
import sightline.events.AnomalyFound;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Follows one finite source from its first frame to its last and writes what became of each.
 *
 * <pre>
 *   frames -----+
 *   results ----+--> ledger --> one line a frame, in frame order
 *   rejections -+
 * </pre>
 *
 * <p>Threading: one thread runs it; {@link #stop} may come from any other.
 */
public final class Analysis implements AutoCloseable {

  /** Outcomes held back for an earlier frame; far above what ingest may be ahead by. */
  private static final int MAX_WAITING = 8_192;

  private static final Duration POLL = Duration.ofMillis(100);

  private final OutcomeLog log;
  private final FrameLedger ledger;
  private final Duration patience;
  private final Clock clock;
  private final AtomicReference<String> stopReason = new AtomicReference<>();
  private CameraStatus camera;

  /**
   * Reads the log at {@code bootstrapServers} from its beginning.
   *
   * @param model of this run, for the lines of frames that no worker saw
   * @param patience longest time in which nothing happens before the work is given up
   */
  public Analysis(
      String bootstrapServers, ResultFile results, ModelRef model, Duration patience, Clock clock) {
    this.log = new OutcomeLog(bootstrapServers);
    this.ledger = new FrameLedger(MAX_WAITING, model, results);
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Returns when the last frame has its line.
   *
   * @return empty when all went well, else one sentence saying why it ended early
   */
  public Optional<String> run(ProgressLine progress) throws IOException {
    Instant moved = clock.instant();
    while (!ledger.isComplete()) {
      boolean news = read();
      Instant now = clock.instant();
      progress.show(ledger.lines(), now);
      if (news) {
        moved = now;
      } else if (Duration.between(moved, now).compareTo(patience) > 0) {
        stop(stalled());
        ledger.giveUp();
      }
      if (stopReason.get() != null) {
        progress.clear();
        return Optional.of(stopReason.get());
      }
    }
    progress.clear();
    return Optional.empty();
  }

  /** Ends {@link #run} soon, for {@code reason}; what was read so far is kept. */
  public void stop(String reason) {
    stopReason.compareAndSet(null, reason);
  }

  /** Reads on to the end of the results, so that a repeated outcome is found and counted. */
  public void readOn() throws IOException {
    Instant until = clock.instant().plus(patience);
    while (!log.isAtEndOfResults() && clock.instant().isBefore(until)) {
      read();
    }
  }

  /** What became of the frames so far. */
  public Balance balance() {
    return ledger.balance();
  }

  @Override
  public void close() {
    log.close();
  }

  private boolean read() throws IOException {
    boolean news = false;
    for (ConsumerRecord<String, byte[]> message : log.next(POLL)) {
      try {
        news |= accept(message);
      } catch (MalformedRecord e) {
        stop("a record of topic %s is broken: %s".formatted(message.topic(), e.getMessage()));
      }
    }
    return news;
  }

  /** Whether {@code message} brings the work forward. */
  private boolean accept(ConsumerRecord<String, byte[]> message)
      throws MalformedRecord, IOException {
    if (OutcomeLog.isFrom(Topics.FRAMES, message)) {
      return acceptFrame(message);
    }
    if (OutcomeLog.isFrom(Topics.DETECTIONS, message)
        || OutcomeLog.isFrom(Topics.SEGMENTATIONS, message)) {
      ObjectsDetected event = ResultCodec.readDetected(message.value());
      ledger.settled(
          event.provenance().frame(), Outcome.INFERRED, CanonicalJson.of(event).toString());
      return true;
    }
    if (OutcomeLog.isFrom(Topics.ANOMALIES, message)) {
      AnomalyFound event = ResultCodec.readAnomaly(message.value());
      ledger.settled(
          event.provenance().frame(), Outcome.INFERRED, CanonicalJson.of(event).toString());
      return true;
    }
    if (OutcomeLog.isFrom(Topics.REJECTIONS, message)) {
      FrameRejected event = ResultCodec.readRejected(message.value());
      ledger.settled(
          event.provenance().frame(), Outcome.REJECTED, CanonicalJson.of(event).toString());
      return true;
    }
    if (message.value() != null) { // else a camera was taken out
      acceptCamera(CanonicalJson.read(message.value(), CameraStatus.class));
    }
    return false;
  }

  private boolean acceptFrame(ConsumerRecord<String, byte[]> message)
      throws MalformedRecord, IOException {
    switch (FrameHeaders.type(message.headers())) {
      case FrameHeaders.FRAME_CAPTURED -> {
        FrameCaptured frame = FrameHeaders.readFrame(message.headers(), message.value());
        if (!ledger.concerns(frame.frame())) {
          stop("the source broke off and was opened again");
          return false;
        }
        ledger.published(frame);
        return true;
      }
      case FrameHeaders.CAMERA_HEARTBEAT -> {
        CameraHeartbeat heartbeat = FrameHeaders.readHeartbeat(message.headers());
        if (heartbeat.ended()) {
          ledger.ended(heartbeat);
        }
        return heartbeat.ended();
      }
      default -> {
        return false;
      }
    }
  }

  private void acceptCamera(CameraStatus status) {
    camera = status;
    switch (status.state()) {
      case RECONNECTING, OFFLINE, AUTH_FAILED ->
          stop(
              "the source cannot be read: "
                  + (status.detail().isEmpty() ? status.state() : status.detail()));
      case CONNECTING, LIVE, STALE, ENDED -> {}
    }
  }

  private String stalled() {
    return "nothing happened for %d s: %s, camera %s"
        .formatted(
            patience.toSeconds(),
            ledger.hasEnded()
                ? "the source has ended, but results are missing"
                : "%d frames have their outcome".formatted(ledger.lines()),
            camera == null ? "not heard of" : camera.state());
  }
}
