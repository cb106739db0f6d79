package sightline.dashboards.ledger;

import sightline.events.FrameRejected;
import sightline.events.LedgerRow;

/**
 * Where committed accounts enter the dashboards; the log writes into it, and so do tests.
 *
 * <p>Threading: any thread.
 */
public interface LedgerInput {

  void row(LedgerRow row);

  void rejection(FrameRejected event);
}
