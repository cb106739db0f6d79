package sightline.inference.outcome;

import sightline.events.LedgerRow;

/** What the detect stage sends on. */
public sealed interface Report permits Outcome, Report.Booked {

  /** A row of the ledger has changed. */
  record Booked(LedgerRow row) implements Report {}
}
