package sightline.events;

import static java.time.Duration.ofDays;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every topic, in the order in which a frame meets them. The key is the camera, if no other is
 * named.
 *
 * <pre>
 * CAMERAS            CameraStatus by camera: configuration and state
 * FRAMES             pictures, with heartbeats and other control records between them; dispatch on the type
 * DETECTIONS         ObjectsDetected
 * SEGMENTATIONS      ObjectsDetected of models that give masks
 * ANOMALIES          AnomalyFound
 * TRACKS             ObjectsDetected with only what is being tracked
 * REJECTIONS         FrameRejected
 * LEDGER             LedgerRow
 * MODELS             SlotRecord by "slot/" and name; the registry's own records by other keys
 * MODEL_AUDIT        what the registry did, who wanted it, and why; nothing is ever deleted
 * WORKER_STATUS      WorkerStatus by worker
 * TRAINING_JOBS      what is to be trained or stopped; a job's number is its offset + 1
 * TRAINING_PROGRESS  how a training job does, by its number; dispatch on the type
 * </pre>
 */
public final class Topics {
  /** Largest JPEG that may travel, bytes. */
  public static final int MAX_PICTURE_BYTES = 4 << 20;

  /** The largest picture with headers, key and batch framing, bytes. */
  private static final int MAX_FRAME_BYTES = MAX_PICTURE_BYTES + (16 << 10);

  private static final int PARTITIONS = 8;
  private static final List<Topic> ALL = new ArrayList<>();
  public static final Topic CAMERAS =
      listed(new Topic("cameras", 1, Duration.ZERO, -1, 256 << 10, true));
  public static final Topic FRAMES = spread("frames", Duration.ofMinutes(30), 256, MAX_FRAME_BYTES);
  public static final Topic DETECTIONS = spread("detections", ofDays(1), 256, 1 << 20);
  public static final Topic SEGMENTATIONS = spread("segmentations", ofDays(1), 256, 2 << 20);
  public static final Topic ANOMALIES = spread("anomalies", ofDays(1), 256, 1 << 20);
  public static final Topic TRACKS = spread("tracks", ofDays(1), 256, 1 << 20);
  public static final Topic REJECTIONS = spread("rejections", ofDays(7), 64, 1 << 20);
  public static final Topic LEDGER = spread("ledger", ofDays(7), 64, 64 << 10);
  public static final Topic MODELS =
      listed(new Topic("models", 1, Duration.ZERO, -1, 1 << 20, true));
  public static final Topic MODEL_AUDIT = single("model-audit", Duration.ofMillis(-1), -1);
  public static final Topic WORKER_STATUS = single("worker-status", Duration.ofHours(1), 16 << 20);
  public static final Topic TRAINING_JOBS = single("training-jobs", ofDays(30), 64 << 20);
  public static final Topic TRAINING_PROGRESS = single("training-progress", ofDays(7), 256 << 20);

  private Topics() {}

  public static List<Topic> all() {
    return List.copyOf(ALL);
  }

  private static Topic spread(String name, Duration kept, long mebibytes, int maxRecordBytes) {
    return listed(new Topic(name, PARTITIONS, kept, mebibytes << 20, maxRecordBytes, false));
  }

  private static Topic single(String name, Duration kept, long bytes) {
    return listed(new Topic(name, 1, kept, bytes, 1 << 20, false));
  }

  private static Topic listed(Topic topic) {
    ALL.add(topic);
    return topic;
  }
}
