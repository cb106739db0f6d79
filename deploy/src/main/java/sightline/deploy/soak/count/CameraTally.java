package sightline.deploy.soak.count;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;

/**
 * What lies on the topics of one camera.
 *
 * <p>Threading: one thread at a time.
 */
final class CameraTally {

  private final FrameSet onLog = new FrameSet();
  private final FrameSet withResult = new FrameSet();
  private final OrderCheck framesInOrder = new OrderCheck();
  private final OrderCheck detectionsInOrder = new OrderCheck();
  private final OrderCheck rejectionsInOrder = new OrderCheck();
  private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
  private final Set<String> slots = new HashSet<>();
  private FrameCounts said = FrameCounts.NONE;
  private long lastNumber = -1;
  private long numbersBack;
  private long repeatedFrames;
  private long duplicates;
  private long inferred;

  /**
   * A frame lies on the log.
   *
   * @param number the camera's own, empty when the picture carries none
   */
  void frame(FrameId frame, FrameCounts counts, OptionalLong number) {
    framesInOrder.accept(frame);
    repeatedFrames += onLog.add(frame) ? 0 : 1;
    said(counts);
    if (number.isPresent()) {
      numbersBack += number.getAsLong() <= lastNumber ? 1 : 0;
      lastNumber = Math.max(lastNumber, number.getAsLong());
    }
  }

  /** Ingest says what it has counted; the last word counts. */
  void said(FrameCounts counts) {
    if (counts.captured() >= said.captured()) {
      said = counts;
    }
  }

  void detected(FrameId frame, String slot) {
    detectionsInOrder.accept(frame);
    if (isFirst(frame, slot)) {
      inferred++;
    }
  }

  void rejected(FrameId frame, String slot, Reason reason) {
    rejectionsInOrder.accept(frame);
    if (isFirst(frame, slot)) {
      rejected.merge(reason, 1L, Long::sum);
    }
  }

  private boolean isFirst(FrameId frame, String slot) {
    slots.add(slot);
    boolean first = withResult.add(frame);
    duplicates += first ? 0 : 1;
    return first;
  }

  long framesOnLog() {
    return onLog.size();
  }

  long results() {
    return withResult.size();
  }

  CameraCount count() {
    return new CameraCount(
        said,
        onLog.size(),
        inferred,
        rejected,
        onLog.without(withResult),
        withResult.without(onLog),
        duplicates,
        repeatedFrames,
        framesInOrder.violations()
            + detectionsInOrder.violations()
            + rejectionsInOrder.violations(),
        numbersBack,
        slots.size());
  }
}
