package sightline.deploy.soak.count;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

/**
 * The ledger as its last rows say.
 *
 * <p>Threading: one thread at a time.
 */
final class LedgerTotals {

  private record Key(String camera, String slot, Instant minute) {}

  private final Map<Key, LedgerRow> last = new HashMap<>();

  void accept(LedgerRow row) {
    last.put(new Key(row.camera(), row.slot(), row.minute()), row);
  }

  /** All minutes of {@code camera} as one row; empty when there is none. */
  Optional<LedgerRow> of(String camera) {
    List<LedgerRow> rows =
        last.values().stream().filter(row -> row.camera().equals(camera)).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    LedgerRow first = rows.get(0);
    return Optional.of(
        new LedgerRow(
            camera,
            first.slot(),
            rows.stream().map(LedgerRow::minute).min(Instant::compareTo).orElse(first.minute()),
            sum(rows, LedgerRow::captured),
            sum(rows, LedgerRow::published),
            sums(rows, LedgerRow::skipped, SkipReason.class),
            sum(rows, LedgerRow::noSlot),
            sum(rows, LedgerRow::inferred),
            sum(rows, LedgerRow::late),
            sums(rows, LedgerRow::rejected, Reason.class),
            sums(rows, LedgerRow::lost, Loss.class),
            sum(rows, LedgerRow::inFlight),
            sum(rows, LedgerRow::unaccounted),
            sum(rows, LedgerRow::repeated),
            sum(rows, LedgerRow::requeued)));
  }

  /** Rows of {@code camera} that do not add up. */
  long unbalanced(String camera) {
    return last.values().stream()
        .filter(row -> row.camera().equals(camera) && !row.balances())
        .count();
  }

  private static long sum(List<LedgerRow> rows, ToLongFunction<LedgerRow> field) {
    return rows.stream().mapToLong(field).sum();
  }

  private static <K extends Enum<K>> Map<K, Long> sums(
      List<LedgerRow> rows, Function<LedgerRow, Map<K, Long>> field, Class<K> kind) {
    var sums = new EnumMap<K, Long>(kind);
    rows.forEach(row -> field.apply(row).forEach((key, n) -> sums.merge(key, n, Long::sum)));
    sums.values().removeIf(n -> n == 0);
    return sums;
  }
}
