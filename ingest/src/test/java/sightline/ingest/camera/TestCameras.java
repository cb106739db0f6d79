package sightline.ingest.camera;

import java.time.Duration;
import sightline.events.CameraStatus;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.Pacing;
import sightline.ingest.publish.FrameSink;
import sightline.ingest.publish.Lead;
import sightline.ingest.publish.OutboxSettings;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.picture.PictureRules;

/** Cameras with short patience, for tests. */
public final class TestCameras {

  private static final WatchSettings WATCH =
      new WatchSettings(
          Duration.ofMillis(500),
          Duration.ofMillis(2500),
          Duration.ofMillis(500),
          2,
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          3,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  private static final WatchSettings SOON_STALE =
      new WatchSettings(
          Duration.ofMillis(500),
          Duration.ofMinutes(5),
          Duration.ofMillis(500),
          2,
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          3,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  /** Patience that no load of the machine exhausts: such a camera is never stale by accident. */
  private static final WatchSettings PATIENT =
      new WatchSettings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          2,
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          3,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  private static final int MAX_QUEUED_FRAMES = 1000; // so that no load makes a camera drop frames

  private TestCameras() {}

  public static CameraSettings settings(String name, String location, Pacing pacing) {
    var deadline = pacing == Pacing.FAST ? Duration.ZERO : Duration.ofSeconds(2);
    return new CameraSettings(name, Location.valueOf(location), 0, 0, 85, pacing, deadline);
  }

  /** Starts a camera that reads its location. */
  public static Camera start(CameraSettings settings, RecordingSink sink) {
    return start(settings, opener(settings, WATCH), sink);
  }

  /** The same, for a test in which no state depends on time. */
  public static Camera startPatient(CameraSettings settings, RecordingSink sink) {
    return start(settings, PATIENT, opener(settings, PATIENT), sink);
  }

  /** Starts a camera that reads what {@code opener} opens. */
  public static Camera start(CameraSettings settings, SourceOpener opener, FrameSink sink) {
    return start(settings, WATCH, opener, sink);
  }

  /** The same; the camera is soon called stale, but its read is never ended. */
  public static Camera startSoonStale(
      CameraSettings settings, SourceOpener opener, FrameSink sink) {
    return start(settings, SOON_STALE, opener, sink);
  }

  private static SourceOpener opener(CameraSettings settings, WatchSettings watch) {
    var sources = new SourceSettings(10, watch.readTimeout(), 64 << 20, 1L << 26);
    return (opened, stop) -> Sources.open(settings.location(), sources, opened, stop);
  }

  private static Camera start(
      CameraSettings settings, WatchSettings watch, SourceOpener opener, FrameSink sink) {
    return Camera.start(
        new CameraParts(
            settings,
            watch,
            new PictureRules(settings.longestSide(), settings.jpegQuality(), 4 << 20),
            new OutboxSettings(settings.name(), 0, settings.policy(), MAX_QUEUED_FRAMES, 8 << 20),
            0,
            opener,
            sink,
            new Lead(Integer.MAX_VALUE, Long.MAX_VALUE),
            new IngestMetrics<>(CameraStatus.State.class)));
  }
}
