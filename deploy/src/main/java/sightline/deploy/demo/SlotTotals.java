package sightline.deploy.demo;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import sightline.events.LedgerRow;

/**
 * The account of a camera and slot over all minutes.
 *
 * @param skipped frames left out on purpose, for whatever reason
 * @param rejected frames that no model could look at
 * @param lost frames that never reached the workers
 * @param balances whether every minute does
 */
public record SlotTotals(
    String camera,
    String slot,
    long captured,
    long published,
    long inferred,
    long skipped,
    long noSlot,
    long late,
    long rejected,
    long lost,
    long inFlight,
    long unaccounted,
    boolean balances) {

  static SlotTotals of(List<LedgerRow> rows) {
    return new SlotTotals(
        rows.get(0).camera(),
        rows.get(0).slot(),
        sum(rows, LedgerRow::captured),
        sum(rows, LedgerRow::published),
        sum(rows, LedgerRow::inferred),
        sums(rows, LedgerRow::skipped),
        sum(rows, LedgerRow::noSlot),
        sum(rows, LedgerRow::late),
        sums(rows, LedgerRow::rejected),
        sums(rows, LedgerRow::lost),
        sum(rows, LedgerRow::inFlight),
        sum(rows, LedgerRow::unaccounted),
        rows.stream().allMatch(LedgerRow::balances));
  }

  private static long sum(List<LedgerRow> rows, ToLongFunction<LedgerRow> field) {
    return rows.stream().mapToLong(field).sum();
  }

  private static long sums(List<LedgerRow> rows, Function<LedgerRow, Map<?, Long>> field) {
    return rows.stream()
        .flatMap(row -> field.apply(row).values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
