package sightline.inference.outcome;

import sightline.events.LedgerRow;
import sightline.events.ObjectsDetected;

/** What the stages send on. */
public sealed interface Report permits Outcome, Report.Booked, Report.Tracked {

  /** A row of the ledger has changed. */
  record Booked(LedgerRow row) implements Report {}

  /** What is being tracked in a frame, told of beside its result. */
  record Tracked(ObjectsDetected event) implements Report {}
}
