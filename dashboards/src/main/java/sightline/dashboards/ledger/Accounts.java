package sightline.dashboards.ledger;

import sightline.events.FrameRejected;
import sightline.events.LedgerRow;

/**
 * What became of the frames: the ledger's rows and the rejections.
 *
 * @param ledger of every camera and slot
 * @param rejections counted, with examples
 */
public record Accounts(LedgerBook ledger, RejectionBook rejections) implements LedgerInput {

  @Override
  public void row(LedgerRow row) {
    ledger.accept(row);
  }

  @Override
  public void rejection(FrameRejected event) {
    rejections.accept(event);
  }
}
