package sightline.inference.live;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.inference.image.Reduction;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Usage;

/**
 * How far one version of one slot is.
 *
 * <p>Threading: guarded by the lock of {@link LiveSlots}.
 */
final class LiveVersion {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 5;

  private final VersionKey key;
  private Step step = Step.WAITING;
  private String detail = "";
  private long bytesDone;
  private Slot slot;
  private int failures;
  private long nextTry; // nanoTime

  LiveVersion(VersionKey key) {
    this.key = key;
  }

  VersionKey key() {
    return key;
  }

  Step step() {
    return step;
  }

  String detail() {
    return detail;
  }

  void at(Step reached, String about) {
    step = reached;
    detail = about;
  }

  void fetched(long bytes) {
    bytesDone = bytes;
  }

  boolean isFetched() {
    return bytesDone == key.model().sizeBytes();
  }

  /** The slot that {@code model} is to serve; {@code unused} is told when nothing uses it. */
  Slot toSlot(LoadedModel model, Runnable unused) {
    return new Slot(
        key.slot(),
        key.minScore() < 0 ? model : model.withMinScore(key.minScore()),
        Reduction.valueOf(key.reduction().toUpperCase(Locale.ROOT)),
        Set.of(),
        new Usage(unused));
  }

  void ready(Slot opened) {
    slot = opened;
    failures = 0;
    at(Step.READY, "");
  }

  /** It does not work; it is tried again after a pause that grows. */
  void failed(String why, long now) {
    later(Step.FAILED, why, now);
  }

  /** Somebody does not answer; it is tried again after a pause that grows. */
  void delayed(String why, long now) {
    later(Step.WAITING, why, now);
  }

  private void later(Step reached, String why, long now) {
    long pause = FIRST_PAUSE.toNanos() << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    nextTry = now + Math.min(pause, LONGEST_PAUSE.toNanos());
    at(reached, why);
  }

  /** When it may be tried again, nanoTime. */
  long nextTry() {
    return nextTry;
  }

  boolean isReady() {
    return step == Step.READY;
  }

  /** Whether its session is open or being opened. */
  boolean isOpen() {
    return slot != null || step == Step.LOADING || step == Step.WARMING;
  }

  Slot slot() {
    return slot;
  }

  /** Its session is about to be closed. */
  Slot takeSlot() {
    Slot taken = slot;
    slot = null;
    at(Step.CLOSING, "");
    return taken;
  }

  WorkerStatus.Version status(long revision, List<Integer> partitions) {
    return new WorkerStatus.Version(
        key.slot(),
        revision,
        key.model().id(),
        key.model().digest(),
        step,
        bytesDone,
        detail,
        partitions);
  }
}
