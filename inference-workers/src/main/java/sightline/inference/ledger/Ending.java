package sightline.inference.ledger;

import sightline.events.FrameRejected;
import sightline.events.SkipReason;

/** How a frame that reached the workers ended, for one slot. */
public sealed interface Ending {

  Ending INFERRED = new Plain("inferred");
  Ending LATE = new Plain("late");
  Ending NO_SLOT = new Plain("no slot");

  /** Needs no reason. */
  record Plain(String name) implements Ending {}

  /** Could not be handled. */
  record Rejected(FrameRejected.Reason reason) implements Ending {}

  /** Was let go by the camera's policy. */
  record Skipped(SkipReason reason) implements Ending {}
}
