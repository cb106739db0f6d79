package sightline.events;

import java.time.Duration;
import java.util.List;

/**
 * Every topic, in the order in which a frame meets them. The key is the camera, if no other is
 * named.
 */
public final class Topics {
  /** Largest JPEG that may travel, bytes. */
  public static final int MAX_PICTURE_BYTES = 4 << 20;

  /** The largest picture with headers, key and batch framing, bytes. */
  private static final int MAX_FRAME_BYTES = MAX_PICTURE_BYTES + (16 << 10);

  private static final int PARTITIONS = 8;

  /** {@code CameraStatus} by camera: configuration and state. */
  public static final Topic CAMERAS = new Topic("cameras", 1, Duration.ZERO, -1, 256 << 10, true);

  /** Pictures, with heartbeats and other control records between them; dispatch on the type. */
  public static final Topic FRAMES =
      new Topic("frames", PARTITIONS, Duration.ofMinutes(30), 256L << 20, MAX_FRAME_BYTES, false);

  /** {@code ObjectsDetected}. */
  public static final Topic DETECTIONS =
      new Topic("detections", PARTITIONS, Duration.ofDays(1), 256L << 20, 1 << 20, false);

  /** {@code ObjectsDetected} of models that give masks. */
  public static final Topic SEGMENTATIONS =
      new Topic("segmentations", PARTITIONS, Duration.ofDays(1), 256L << 20, 2 << 20, false);

  /** {@code ObjectsDetected} with only what is being tracked. */
  public static final Topic TRACKS =
      new Topic("tracks", PARTITIONS, Duration.ofDays(1), 256L << 20, 1 << 20, false);

  /** {@code FrameRejected}. */
  public static final Topic REJECTIONS =
      new Topic("rejections", PARTITIONS, Duration.ofDays(7), 64L << 20, 1 << 20, false);

  /** {@code LedgerRow}. */
  public static final Topic LEDGER =
      new Topic("ledger", PARTITIONS, Duration.ofDays(7), 64L << 20, 64 << 10, false);

  /** {@code SlotRecord} by {@code slot/} and name; the registry's own records by other keys. */
  public static final Topic MODELS = new Topic("models", 1, Duration.ZERO, -1, 1 << 20, true);

  /** What the registry did, who wanted it, and why; nothing is ever deleted. */
  public static final Topic MODEL_AUDIT =
      new Topic("model-audit", 1, Duration.ofMillis(-1), -1, 1 << 20, false);

  /** {@code WorkerStatus} by worker. */
  public static final Topic WORKER_STATUS =
      new Topic("worker-status", 1, Duration.ofHours(1), 16L << 20, 1 << 20, false);

  private Topics() {}

  public static List<Topic> all() {
    return List.of(
        CAMERAS,
        FRAMES,
        DETECTIONS,
        SEGMENTATIONS,
        TRACKS,
        REJECTIONS,
        LEDGER,
        MODELS,
        MODEL_AUDIT,
        WORKER_STATUS);
  }
}
