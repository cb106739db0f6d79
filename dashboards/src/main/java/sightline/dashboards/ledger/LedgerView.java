package sightline.dashboards.ledger;

import java.time.Instant;
import java.util.List;
import sightline.events.LedgerRow;

/**
 * Rows of some minutes, and what they add up to.
 *
 * @param from begin of the first minute
 * @param to end of the last one
 * @param rows by camera, slot, minute
 * @param totals one a camera and slot; their minute is {@code from}
 */
public record LedgerView(Instant from, Instant to, List<LedgerRow> rows, List<LedgerRow> totals) {

  public LedgerView {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
  }

  /** The rows that do not add up, or hold frames that nothing explains. */
  public List<LedgerRow> unbalanced() {
    return rows.stream().filter(row -> !row.balances()).toList();
  }
}
