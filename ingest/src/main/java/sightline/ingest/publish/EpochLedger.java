package sightline.ingest.publish;

import java.util.EnumMap;
import java.util.Map;
import sightline.events.FrameCounts;
import sightline.events.SkipReason;

/**
 * Counts what a camera gave in one epoch and what became of it. Between capture and publishing lies
 * a queue, so counts are kept in two parts: what the reader decided up to a frame travels with it,
 * what was decided behind the queue is added when it leaves.
 *
 * <p>Threading: any thread.
 */
public final class EpochLedger {

  private final String camera;
  private final long epoch;
  private final Map<SkipReason, Long> skippedAtCapture = new EnumMap<>(SkipReason.class);
  private final Map<SkipReason, Long> skippedBehindQueue = new EnumMap<>(SkipReason.class);
  private long captured;
  private long published;

  public EpochLedger(String camera, long epoch) {
    this.camera = camera;
    this.epoch = epoch;
  }

  public String camera() {
    return camera;
  }

  public long epoch() {
    return epoch;
  }

  /** Counts a frame the camera gave; the result is its sequence. */
  public synchronized long capture() {
    return captured++;
  }

  /** The newest frame is not published. */
  public synchronized void skip(SkipReason reason) {
    skippedAtCapture.merge(reason, 1L, Long::sum);
  }

  /** What the reader has decided so far, to travel with the newest frame. */
  synchronized FrameCounts atCapture() {
    return new FrameCounts(captured, 0, skippedAtCapture);
  }

  /** A frame that waited in the queue is not published. */
  synchronized void drop(SkipReason reason) {
    skippedBehindQueue.merge(reason, 1L, Long::sum);
  }

  /** Counts a frame as published; the result is what its record says. */
  synchronized FrameCounts publish(FrameCounts atCapture) {
    published++;
    return new FrameCounts(
        atCapture.captured(), published, sum(atCapture.skipped(), skippedBehindQueue));
  }

  /** A frame that was counted as published is not. */
  synchronized void retract(SkipReason reason) {
    published--;
    drop(reason);
  }

  /** Everything up to now. */
  public synchronized FrameCounts counts() {
    return new FrameCounts(captured, published, sum(skippedAtCapture, skippedBehindQueue));
  }

  private static Map<SkipReason, Long> sum(
      Map<SkipReason, Long> first, Map<SkipReason, Long> second) {
    Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
    sum.putAll(first);
    second.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return sum;
  }
}
