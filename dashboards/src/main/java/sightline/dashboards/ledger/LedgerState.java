package sightline.dashboards.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the ledger stands, over all that is remembered of it.
 *
 * @param rows remembered
 * @param unbalancedRows of those
 * @param lostFrames that never reached the workers
 * @param imbalances by camera and slot
 * @param losses lost frames by camera and slot, where there are any
 * @param newest when the newest row of each camera arrived
 */
public record LedgerState(
    int rows,
    int unbalancedRows,
    long lostFrames,
    List<Imbalance> imbalances,
    List<Imbalance> losses,
    Map<String, Instant> newest) {

  public LedgerState {
    imbalances = List.copyOf(imbalances);
    losses = List.copyOf(losses);
    newest = Map.copyOf(newest);
  }
}
