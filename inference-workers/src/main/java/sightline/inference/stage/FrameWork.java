package sightline.inference.stage;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;
import sightline.inference.batch.Batchable;
import sightline.inference.batch.Fate;
import sightline.inference.metrics.FrameTimes;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.Slot;

/**
 * One frame on its way through the lanes.
 *
 * @param frame to be looked at
 * @param source where it lies in the log
 * @param times when it was where
 * @param slots bound to its camera when it was polled, at least one
 * @param outcomes one for each slot, in their order; completed by the lane, never with an exception
 *     for a failure that belongs to the frame; cancelled by the task when nobody waits any more
 */
record FrameWork(
    FrameCaptured frame,
    LogPosition source,
    FrameTimes times,
    List<Slot> slots,
    CompletableFuture<List<Outcome>> outcomes)
    implements Batchable {

  /** Tells its slots that it is on its way to them, until it has its outcomes. */
  void announce() {
    slots.forEach(slot -> slot.usage().begin());
    var ignored =
        outcomes.whenComplete((given, failure) -> slots.forEach(slot -> slot.usage().end()));
  }

  @Override
  public String camera() {
    return frame.frame().camera();
  }

  @Override
  public QueuePolicy policy() {
    return frame.policy();
  }

  @Override
  public Instant capturedAt() {
    return frame.capturedAt();
  }

  @Override
  public boolean isWanted() {
    return !outcomes.isDone();
  }

  @Override
  public void queued() {
    times.mark(Stage.QUEUED);
  }

  /** It leaves the queue without having been looked at. */
  void dropped(Fate fate) {
    boolean ignored =
        outcomes.complete(
            switch (fate) {
              case OVERLOADED ->
                  each(s -> new Outcome.Skipped(frame.frame(), s.name(), SkipReason.OVERLOADED));
              case LATE -> each(s -> new Outcome.Late(frame.frame(), s.name()));
            });
  }

  private List<Outcome> each(Function<Slot, Outcome> outcome) {
    return slots.stream().map(outcome).toList();
  }

  /** What a result of this frame says about its origin. */
  Provenance provenance(Slot slot, FrameSize size, StageTimes stages) {
    return new Provenance(
        frame.frame(), slot.name(), frame.capturedAt(), size, slot.model().ref(), source, stages);
  }
}
