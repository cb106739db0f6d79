package sightline.dashboards.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

/**
 * Arithmetic of the ledger's rows.
 *
 * <p>Threading: stateless, any thread.
 */
final class LedgerSums {

  private LedgerSums() {}

  /** One row with the sums of {@code rows}. */
  static LedgerRow total(Account account, Instant minute, Collection<LedgerRow> rows) {
    return new LedgerRow(
        account.camera(),
        account.slot(),
        minute,
        sum(rows, LedgerRow::captured),
        sum(rows, LedgerRow::published),
        merged(SkipReason.class, rows, LedgerRow::skipped),
        sum(rows, LedgerRow::noSlot),
        sum(rows, LedgerRow::inferred),
        sum(rows, LedgerRow::late),
        merged(Reason.class, rows, LedgerRow::rejected),
        merged(Loss.class, rows, LedgerRow::lost),
        sum(rows, LedgerRow::inFlight),
        sum(rows, LedgerRow::unaccounted),
        sum(rows, LedgerRow::repeated),
        sum(rows, LedgerRow::requeued));
  }

  /** Frames that no outcome of {@code row} explains, or that it explains twice. */
  static long unexplained(LedgerRow row) {
    long outcomes =
        row.noSlot()
            + row.inferred()
            + row.late()
            + row.inFlight()
            + sum(row.skipped())
            + sum(row.rejected())
            + lost(row);
    return Math.max(Math.abs(row.captured() - outcomes), Math.abs(row.unaccounted()));
  }

  static long lost(LedgerRow row) {
    return sum(row.lost());
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long sum(Collection<LedgerRow> rows, ToLongFunction<LedgerRow> count) {
    return rows.stream().mapToLong(count).sum();
  }

  private static <K extends Enum<K>> Map<K, Long> merged(
      Class<K> kind, Collection<LedgerRow> rows, Function<LedgerRow, Map<K, Long>> counts) {
    var sums = new EnumMap<K, Long>(kind);
    rows.forEach(row -> counts.apply(row).forEach((key, n) -> sums.merge(key, n, Long::sum)));
    return sums;
  }
}
