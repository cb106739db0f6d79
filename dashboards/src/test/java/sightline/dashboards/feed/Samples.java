package sightline.dashboards.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sightline.events.AnomalyFound;
import sightline.events.CameraStatus;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/** Events for tests. */
public final class Samples {

  public static final Instant START = Instant.parse("2026-11-22T14:07:21.250Z");
  public static final long EPOCH = 1_795_000_000_000L;

  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final ModelRef MODEL =
      new ModelRef("street-objects", "7", "sha256:" + "ab".repeat(32), "cpu");

  private Samples() {}

  public static FrameId frame(String camera, long sequence) {
    return new FrameId(camera, EPOCH, sequence);
  }

  public static FrameCaptured picture(FrameId frame, int bytes) {
    return new FrameCaptured(
        frame,
        START.plusMillis(frame.sequence() * 100),
        SIZE,
        Picture.ofJpeg(new byte[bytes]),
        new FrameCounts(frame.sequence() + 1, frame.sequence() + 1, Map.of()),
        QueuePolicy.WAIT);
  }

  /** One person, whose left edge tells the sequence. */
  public static ObjectsDetected detected(FrameId frame) {
    float left = frame.sequence();
    return new ObjectsDetected(
        provenance(frame),
        List.of(new Detection(new Box(left, 20, left + 10, 40), 0, "person", .5f)));
  }

  /** What slot {@code slot} says of the frame as a whole; the threshold is 1. */
  public static AnomalyFound judged(FrameId frame, String slot, float score) {
    return new AnomalyFound(
        ofSlot(provenance(frame), slot), score, 1, Picture.ofJpeg(new byte[] {1, 2, 3}));
  }

  /** The same from a model of {@code slot}, named like it, in {@code version}. */
  public static ObjectsDetected detected(FrameId frame, String slot, String version) {
    Provenance usual = ofSlot(provenance(frame), slot);
    var provenance =
        new Provenance(
            frame,
            slot,
            usual.capturedAt(),
            usual.frameSize(),
            new ModelRef(slot, version, "sha256:" + version.repeat(64), "cpu"),
            usual.source(),
            usual.stages());
    return new ObjectsDetected(provenance, detected(frame).detections());
  }

  public static Provenance ofSlot(Provenance usual, String slot) {
    return new Provenance(
        usual.frame(),
        slot,
        usual.capturedAt(),
        usual.frameSize(),
        usual.model(),
        usual.source(),
        usual.stages());
  }

  public static FrameRejected rejected(FrameId frame, FrameRejected.Reason reason) {
    return new FrameRejected(
        provenance(frame), reason, "expected a JPEG, found 3 bytes", Picture.NONE);
  }

  public static CameraStatus status(String camera, CameraStatus.State state) {
    return new CameraStatus(
        camera, "scene:junction", 0, state, START, "", Instant.EPOCH, EPOCH, FrameCounts.NONE);
  }

  private static Provenance provenance(FrameId frame) {
    return new Provenance(
        frame,
        "objects",
        START.plusMillis(frame.sequence() * 100),
        SIZE,
        MODEL,
        new LogPosition("frames", 1, 40 + frame.sequence()),
        new StageTimes(Map.of(Stage.FORWARDED, Duration.ofMillis(31))));
  }
}
