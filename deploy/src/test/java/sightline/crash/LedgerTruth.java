package sightline.crash;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.FrameCounts;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.SkipReason;

/**
 * What the ledger must say of one camera in the end: everything it captured, and what became of it.
 *
 * <p>Threading: one thread.
 */
final class LedgerTruth {

  private record Place(String slot, Instant minute) {}

  private final String camera;
  private final Map<SkipReason, Long> skipped = new TreeMap<>();
  private final Map<Reason, Long> rejected = new TreeMap<>();
  private long inferred;

  LedgerTruth(String camera) {
    this.camera = camera;
  }

  void inferred() {
    inferred++;
  }

  void rejected(Reason reason) {
    rejected.merge(reason, 1L, Long::sum);
  }

  void skipped(SkipReason reason) {
    skipped.merge(reason, 1L, Long::sum);
  }

  /** As the headers of the newest frame say it. */
  FrameCounts counts() {
    return new FrameCounts(published() + sum(skipped), published(), skipped);
  }

  private long published() {
    return inferred + sum(rejected);
  }

  /**
   * What is wrong when the last row of each slot and minute is added up; empty when nothing is.
   *
   * @param rows of topic {@code ledger}, of all cameras, in the order of the log
   */
  String whyNotSumOf(Collection<LedgerRow> rows) {
    var last = new LinkedHashMap<Place, LedgerRow>();
    rows.stream()
        .filter(row -> row.camera().equals(camera))
        .forEach(row -> last.put(new Place(row.slot(), row.minute()), row));
    Map<String, Long> found = sumOf(last.values());
    boolean right =
        found.equals(expected()) && last.values().stream().allMatch(LedgerRow::balances);
    return right
        ? ""
        : "ledger of %s: expected %s and rows that balance, found %s in %s"
            .formatted(camera, expected(), found, last.values());
  }

  private Map<String, Long> expected() {
    var all = new TreeMap<String, Long>();
    add(all, "captured", published() + sum(skipped));
    add(all, "published", published());
    add(all, "inferred", inferred);
    skipped.forEach((reason, frames) -> add(all, "skipped " + reason, frames));
    rejected.forEach((reason, frames) -> add(all, "rejected " + reason, frames));
    return all;
  }

  private static Map<String, Long> sumOf(Collection<LedgerRow> rows) {
    var all = new TreeMap<String, Long>();
    for (LedgerRow row : rows) {
      add(all, "captured", row.captured());
      add(all, "published", row.published());
      add(all, "inferred", row.inferred());
      row.skipped().forEach((reason, frames) -> add(all, "skipped " + reason, frames));
      row.rejected().forEach((reason, frames) -> add(all, "rejected " + reason, frames));
      row.lost().forEach((loss, frames) -> add(all, "lost " + loss, frames));
      add(all, "no slot", row.noSlot());
      add(all, "late", row.late());
      add(all, "in flight", row.inFlight());
      add(all, "unaccounted", row.unaccounted());
      add(all, "repeated", row.repeated());
      add(all, "requeued", row.requeued());
    }
    return all;
  }

  private static void add(Map<String, Long> all, String name, long frames) {
    if (frames != 0) {
      all.merge(name, frames, Long::sum);
    }
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
