package sightline.dashboards;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import sightline.dashboards.ledger.LedgerInput;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

/**
 * Made-up accounts of made-up cameras: an hour of them at once, then the running minute.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class DemoLedger {

  private static final int HOUR = 60;
  private static final int FRAMES = 600;

  private final LedgerInput input;
  private final List<String> cameras;
  private final boolean isBroken;

  DemoLedger(LedgerInput input, List<String> cameras, boolean isBroken) {
    this.input = input;
    this.cameras = cameras;
    this.isBroken = isBroken;
  }

  /** The last hour of each camera. */
  void tellHour(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    for (int i = 0; i < cameras.size(); i++) {
      for (int ago = HOUR; ago > 0; ago--) {
        input.row(row(i, minute.minus(ago, ChronoUnit.MINUTES), FRAMES, 0, ago));
      }
    }
  }

  /** The running minute of the cameras that are live. */
  void tellNow(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    long captured = (now.toEpochMilli() - minute.toEpochMilli()) * FRAMES / 60_000;
    for (int i = 0; i < cameras.size(); i++) {
      if (DemoFeed.isLive(i)) {
        input.row(row(i, minute, captured, Math.min(captured, 4), 0));
      }
    }
  }

  private LedgerRow row(int index, Instant minute, long captured, long inFlight, int ago) {
    long skipped = captured * (index % 3) / 10;
    long rejected = index == 4 ? captured / 50 : 0;
    long late = index == 2 && ago > 10 && ago < 20 ? captured / 12 : 0;
    long lost = isBroken && index == 1 && ago == 14 ? 9 : 0;
    long missing = isBroken && index == 2 && ago == 7 ? 3 : 0;
    long inferred = captured - skipped - rejected - late - lost - missing - inFlight;
    return new LedgerRow(
        cameras.get(index),
        index == 5 ? "" : "people-and-cars",
        minute,
        captured,
        captured - skipped,
        skipped == 0 ? Map.of() : Map.of(SkipReason.PACED, skipped),
        index == 5 ? inferred : 0,
        index == 5 ? 0 : inferred,
        late,
        rejected == 0 ? Map.of() : Map.of(Reason.UNREADABLE, rejected),
        lost == 0 ? Map.of() : Map.of(Loss.RETENTION, lost),
        inFlight,
        missing,
        0,
        0);
  }
}
