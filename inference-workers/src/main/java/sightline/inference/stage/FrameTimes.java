package sightline.inference.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.inference.metrics.InferenceMetrics;

/**
 * The stop watch of one frame.
 *
 * <p>Threading: one thread.
 */
final class FrameTimes {

  private final Instant capturedAt;
  private final InferenceMetrics metrics;
  private final Map<Stage, Duration> sinceCapture = new EnumMap<>(Stage.class);
  private Instant last;

  FrameTimes(FrameWork work, InferenceMetrics metrics) {
    this.capturedAt = work.frame().capturedAt();
    this.metrics = metrics;
    this.last = work.polled();
    sinceCapture.put(Stage.PUBLISHED, Duration.between(capturedAt, work.published()));
    sinceCapture.put(Stage.POLLED, Duration.between(capturedAt, work.polled()));
  }

  /** The frame is done with {@code stage} now. */
  void mark(Stage stage) {
    Instant now = Instant.now();
    sinceCapture.put(stage, Duration.between(capturedAt, now));
    metrics.stageDone(stage, Duration.between(last, now));
    last = now;
  }

  StageTimes soFar() {
    return new StageTimes(sinceCapture);
  }
}
