package sightline.ingest.publish;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import sightline.events.FrameCounts;
import sightline.events.SkipReason;

/**
 * Counts what a camera gave over all its epochs, and what became of it. Between capture and
 * publishing lies a queue, so counts are kept in two parts: what was decided up to a frame's
 * capture travels with it, what was decided behind the queue is added when it leaves. In whatever
 * leaves, {@code captured = published + the sum of skipped}: it is said of the frames up to that
 * one, which are all decided, and of none that still waits.
 *
 * <p>Threading: any thread; the camera's {@link EpochLedger}s share its monitor.
 */
public final class CameraLedger {

  private final String camera;
  private final Consumer<SkipReason> listener;
  private final Map<SkipReason, Long> skippedAtCapture = new EnumMap<>(SkipReason.class);
  private final Map<SkipReason, Long> skippedBehindQueue = new EnumMap<>(SkipReason.class);
  private long captured;
  private long published;
  private long
      inHand; // frames captured that are neither queued nor skipped yet: the newest, if any

  /**
   * @param before counts that the camera had; what was on its way then is left out, because nobody
   *     can tell whether it arrived
   * @param listener hears of every frame that is skipped; must not block
   */
  public CameraLedger(String camera, FrameCounts before, Consumer<SkipReason> listener) {
    this.camera = camera;
    this.listener = listener;
    skippedAtCapture.putAll(before.skipped());
    published = before.published();
    captured = published + before.skippedInAll();
  }

  /** Where the frames of another epoch are counted. */
  public EpochLedger startEpoch(long epoch) {
    return new EpochLedger(this, epoch);
  }

  String camera() {
    return camera;
  }

  synchronized void capture() {
    captured++;
    inHand++;
  }

  /** The frame in the reader's hand is not published. */
  synchronized void skip(SkipReason reason) {
    inHand--;
    skippedAtCapture.merge(reason, 1L, Long::sum);
    listener.accept(reason);
  }

  /** The frame in the reader's hand waits in the queue from now on. */
  synchronized void handOver() {
    inHand--;
  }

  /** What has been decided so far, to travel with the newest frame. */
  synchronized FrameCounts atCapture() {
    return new FrameCounts(captured, 0, skippedAtCapture);
  }

  /** The oldest frame of the queue is not published. */
  synchronized void drop(SkipReason reason) {
    skippedBehindQueue.merge(reason, 1L, Long::sum);
    listener.accept(reason);
  }

  /** Counts the oldest frame of the queue as published; the result is what its record says. */
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

  /** Counts of the frames before the oldest of the queue, which was captured with these counts. */
  synchronized FrameCounts before(FrameCounts atCapture) {
    return new FrameCounts(
        atCapture.captured() - 1, published, sum(atCapture.skipped(), skippedBehindQueue));
  }

  /** Counts of all frames but the one in the reader's hand; to be asked while none is queued. */
  synchronized FrameCounts decided() {
    return new FrameCounts(captured - inHand, published, sum(skippedAtCapture, skippedBehindQueue));
  }

  /** Everything up to now, frames included that wait to be sent. */
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
