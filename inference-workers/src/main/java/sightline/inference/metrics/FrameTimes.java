package sightline.inference.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.Stage;
import sightline.events.StageTimes;

/**
 * The stop watch of one frame, or of one slot's part of it.
 *
 * <p>Threading: one thread at a time; handed over with its frame.
 */
public final class FrameTimes {

  private final Instant capturedAt;
  private final Clock clock;
  private final InferenceMetrics metrics;
  private final Map<Stage, Duration> sinceCapture;
  private Instant last;

  /** Starts with the capture of the picture. */
  public FrameTimes(Instant capturedAt, Clock clock, InferenceMetrics metrics) {
    this.capturedAt = capturedAt;
    this.clock = clock;
    this.metrics = metrics;
    this.sinceCapture = new EnumMap<>(Stage.class);
    this.last = capturedAt;
  }

  private FrameTimes(FrameTimes before) {
    this.capturedAt = before.capturedAt;
    this.clock = before.clock;
    this.metrics = before.metrics;
    this.sinceCapture = new EnumMap<>(Stage.class);
    this.sinceCapture.putAll(before.sinceCapture);
    this.last = before.last;
  }

  /** The same times so far; what comes is measured apart. */
  public FrameTimes branch() {
    return new FrameTimes(this);
  }

  /** The frame is done with {@code stage} now. */
  public void mark(Stage stage) {
    mark(stage, clock.instant());
  }

  /** The frame was done with {@code stage} at {@code then}. */
  public void mark(Stage stage, Instant then) {
    sinceCapture.put(stage, Duration.between(capturedAt, then));
    metrics.stageDone(stage, Duration.between(last, then));
    last = then;
  }

  /** Every stage that was marked. */
  public StageTimes soFar() {
    return new StageTimes(sinceCapture);
  }
}
