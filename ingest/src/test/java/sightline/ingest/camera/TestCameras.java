package sightline.ingest.camera;

import java.time.Duration;
import sightline.events.CameraStatus;
import sightline.events.FrameCounts;
import sightline.events.QueuePolicy.WhenBehind;
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

  static final WatchSettings WATCH =
      watch(Duration.ofMillis(500), Duration.ofMillis(2500), Duration.ofMillis(500));

  private static final WatchSettings SOON_STALE =
      watch(Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofMillis(500));

  /** Patience that no load of the machine exhausts: such a camera is never stale by accident. */
  static final WatchSettings PATIENT =
      watch(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(5));

  private static final int MAX_QUEUED_FRAMES = 1000; // so that no load makes a camera drop frames

  private TestCameras() {}

  public static CameraSettings settings(String name, String location, Pacing pacing) {
    boolean waits = pacing == Pacing.FAST;
    return new CameraSettings(
        name,
        Location.valueOf(location),
        0,
        0,
        85,
        pacing,
        waits ? WhenBehind.WAIT : WhenBehind.ADAPTIVE_DROP_OLDEST,
        waits ? Duration.ZERO : Duration.ofSeconds(2),
        5,
        1);
  }

  private static WatchSettings watch(Duration staleAfter, Duration readTimeout, Duration grace) {
    return withRetries(
        staleAfter, readTimeout, grace, Duration.ofMillis(50), Duration.ofMillis(300));
  }

  static WatchSettings withRetries(
      Duration staleAfter,
      Duration readTimeout,
      Duration grace,
      Duration retryMin,
      Duration retryMax) {
    return new WatchSettings(
        staleAfter,
        readTimeout,
        grace,
        2,
        retryMin,
        retryMax,
        3,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofSeconds(1),
        16,
        4,
        300);
  }

  /** The same, and pictures are believed no longer than {@code doubtAfter}. */
  static WatchSettings doubting(Duration doubtAfter) {
    return new WatchSettings(
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        2,
        Duration.ofMillis(50),
        Duration.ofMillis(300),
        3,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        doubtAfter,
        doubtAfter,
        doubtAfter,
        Duration.ofMillis(1),
        16,
        4,
        300);
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

  static SourceOpener opener(CameraSettings settings, WatchSettings watch) {
    var sources = new SourceSettings(10, watch.readTimeout(), 64 << 20, 1L << 26);
    return (opened, stop) -> Sources.open(settings.location(), sources, opened, stop);
  }

  static Camera start(
      CameraSettings settings, WatchSettings watch, SourceOpener opener, FrameSink sink) {
    return Camera.start(parts(settings, watch, opener, sink, FrameCounts.NONE));
  }

  /** What a camera is put together from that had {@code counts} before. */
  static CameraParts parts(
      CameraSettings settings,
      WatchSettings watch,
      SourceOpener opener,
      FrameSink sink,
      FrameCounts counts) {
    return new CameraParts(
        settings,
        watch,
        new PictureRules(settings.longestSide(), settings.jpegQuality(), 4 << 20),
        new OutboxSettings(settings.name(), 0, settings.policy(), MAX_QUEUED_FRAMES, 8 << 20),
        0,
        counts,
        opener,
        sink,
        new Lead(Integer.MAX_VALUE, Long.MAX_VALUE),
        new IngestMetrics<>(CameraStatus.State.class));
  }
}
