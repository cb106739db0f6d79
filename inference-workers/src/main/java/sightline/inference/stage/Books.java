package sightline.inference.stage;

import java.time.Instant;
import java.util.List;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;
import sightline.inference.ledger.Arrival;
import sightline.inference.ledger.Ending;
import sightline.inference.ledger.Entry;
import sightline.inference.ledger.Ledger;
import sightline.inference.ledger.Verdict;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.Slot;

/**
 * Tells the ledger of one task what came, and what became of it. Every frame that was taken is
 * settled once for each of its outcomes before the offset of its record is committed.
 *
 * <p>Threading: the task's stream thread.
 */
final class Books {

  /** For outcomes of records that the ledger has booked already. */
  static final Entry SETTLED = new Entry(Verdict.REPLAYED, "", 0);

  private final Ledger ledger;

  Books(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Where a record lies in the log.
   *
   * @param position in the log
   * @param published when it was written
   */
  record Place(LogPosition position, Instant published) {}

  Entry take(FrameCaptured frame, List<Slot> bound, Place at) {
    return ledger.take(frame, arrival(frame.frame().camera(), bound, at));
  }

  void heartbeat(CameraHeartbeat heartbeat, List<Slot> bound, Place at) {
    ledger.heartbeat(heartbeat, arrival(heartbeat.camera(), bound, at));
  }

  void malformed(String camera, List<Slot> bound, Place at) {
    ledger.malformed(arrival(camera, bound, at));
  }

  void requeued(String camera, String slot, Place at) {
    ledger.requeued(new Arrival(camera, List.of(slot), at.published(), at.position().offset()));
  }

  void settle(Entry entry, Outcome outcome) {
    ledger.settle(entry, outcome.slot(), ending(outcome));
  }

  private static Arrival arrival(String camera, List<Slot> bound, Place at) {
    List<String> slots = bound.stream().map(Slot::name).toList();
    return new Arrival(camera, slots, at.published(), at.position().offset());
  }

  private static Ending ending(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Ending.Rejected(rejected.event().reason());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      return new Ending.Skipped(skipped.reason());
    } else if (outcome instanceof Outcome.Late) {
      return Ending.LATE;
    } else if (outcome instanceof Outcome.NoSlot) {
      return Ending.NO_SLOT;
    }
    return Ending.INFERRED;
  }
}
