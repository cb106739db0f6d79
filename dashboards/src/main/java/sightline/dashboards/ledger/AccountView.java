package sightline.dashboards.ledger;

import java.util.List;
import sightline.events.LedgerRow;

/**
 * How one camera and slot did.
 *
 * @param lastMinute the newest minute that is over
 * @param lastHour the sum of 60 minutes, the running one included
 * @param minutes of that hour, oldest first; a minute without a row has one of zeros
 */
public record AccountView(LedgerRow lastMinute, LedgerRow lastHour, List<LedgerRow> minutes) {

  public AccountView {
    minutes = List.copyOf(minutes);
  }

  public String camera() {
    return lastHour.camera();
  }

  public String slot() {
    return lastHour.slot();
  }
}
