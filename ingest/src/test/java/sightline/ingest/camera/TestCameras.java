package sightline.ingest.camera;

import java.time.Duration;
import sightline.events.CameraStatus;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.Pacing;
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

  private TestCameras() {}

  public static CameraSettings settings(String name, String location, Pacing pacing) {
    var deadline = pacing == Pacing.FAST ? Duration.ZERO : Duration.ofSeconds(2);
    return new CameraSettings(name, Location.valueOf(location), 0, 0, 85, pacing, deadline);
  }

  /** Starts a camera that reads its location. */
  public static Camera start(CameraSettings settings, RecordingSink sink) {
    var sources = new SourceSettings(10, Duration.ofMillis(2500), 64 << 20, 1L << 26);
    return start(
        settings, (opened, stop) -> Sources.open(settings.location(), sources, opened, stop), sink);
  }

  /** Starts a camera that reads what {@code opener} opens. */
  public static Camera start(CameraSettings settings, SourceOpener opener, RecordingSink sink) {
    return Camera.start(
        new CameraParts(
            settings,
            WATCH,
            new PictureRules(settings.longestSide(), settings.jpegQuality(), 4 << 20),
            new OutboxSettings(settings.name(), 0, settings.deadline(), 4, 8 << 20),
            0,
            opener,
            sink,
            new Lead(Integer.MAX_VALUE),
            new IngestMetrics<>(CameraStatus.State.class)));
  }
}
