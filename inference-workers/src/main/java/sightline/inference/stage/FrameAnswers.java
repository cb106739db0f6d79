package sightline.inference.stage;

import java.util.Arrays;
import java.util.List;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.Picture;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;
import sightline.inference.image.Thumbnail;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.Slot;

/**
 * The outcomes of one frame as its slots give them, one after the other; with the last of them the
 * frame is done.
 *
 * <p>Threading: the lane's thread.
 */
final class FrameAnswers {

  private final FrameWork work;
  private final Outcome[] outcomes;
  private final long maxPixels;
  private int missing;

  /**
   * No outcome yet.
   *
   * @param maxPixels most pixels of a picture that a thumbnail is made of
   */
  FrameAnswers(FrameWork work, long maxPixels) {
    this.maxPixels = maxPixels;
    this.work = work;
    this.outcomes = new Outcome[work.slots().size()];
    this.missing = outcomes.length;
  }

  FrameWork work() {
    return work;
  }

  /** No slot can look at it. */
  void rejectAll(Reason reason, String detail) {
    for (Slot slot : work.slots()) {
      reject(slot, new Rejection(reason, detail), work.frame().size(), work.times().soFar());
    }
  }

  /** Why a slot gives no result. */
  record Rejection(Reason reason, String detail) {}

  void reject(Slot slot, Rejection why, FrameSize size, StageTimes stages) {
    var event =
        new FrameRejected(
            work.provenance(slot, size, stages), why.reason(), why.detail(), thumbnail());
    give(slot, new Outcome.Rejected(event));
  }

  private Picture thumbnail() {
    return Thumbnail.of(work.frame().picture().jpeg(), maxPixels);
  }

  void give(Slot slot, Outcome outcome) {
    outcomes[indexOf(slot)] = outcome;
    if (--missing == 0) {
      boolean ignored = work.outcomes().complete(List.copyOf(Arrays.asList(outcomes)));
    }
  }

  private int indexOf(Slot slot) {
    int index = 0;
    while (!work.slots().get(index).name().equals(slot.name())) {
      index++;
    }
    return index;
  }
}
