package sightline.deploy.soak.count;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

/**
 * One camera at the end of a run: the ledger's word, the independent count, and where they differ.
 *
 * @param camera name of it
 * @param ledger all minutes together; zeros when there is no row
 * @param sent pictures that the camera sent, whole or not
 * @param onLog frames on topic {@code frames}
 * @param missing frames on the log without a result that the ledger does not explain
 * @param duplicates results of a frame that had one already
 * @param orderViolations records that come behind one they should have come before
 * @param differences what does not fit, in sentences; empty when all does
 */
public record CameraAccount(
    String camera,
    LedgerRow ledger,
    long sent,
    long onLog,
    long missing,
    long duplicates,
    long orderViolations,
    List<String> differences) {

  public CameraAccount {
    differences = List.copyOf(differences);
  }

  /** Whether the ledger adds up and says what was counted. */
  public boolean balances() {
    return differences.isEmpty();
  }

  /** Whether nothing is wrong with this camera. */
  public boolean passes() {
    return balances() && missing == 0 && duplicates == 0 && orderViolations == 0;
  }

  static CameraAccount of(
      String camera, CameraCount count, Optional<LedgerRow> ledger, long unbalanced, long sent) {
    LedgerRow row = ledger.orElseGet(() -> nothing(camera));
    long explained =
        row.late() + row.noSlot() + row.inFlight() + of(row.skipped(), SkipReason.OVERLOADED);
    var differences = new ArrayList<String>();
    if (ledger.isEmpty()) {
      differences.add("the ledger has no row of this camera");
    } else {
      compare(row, count, differences);
    }
    if (unbalanced > 0) {
      differences.add("%d rows of the ledger do not add up".formatted(unbalanced));
    }
    examine(count, sent, differences);
    return new CameraAccount(
        camera,
        row,
        sent,
        count.onLog(),
        Math.max(0, count.withoutResult() - explained),
        count.duplicates(),
        count.orderViolations(),
        differences);
  }

  private static void compare(LedgerRow row, CameraCount count, List<String> differences) {
    differ("captured", row.captured(), count.said().captured(), differences);
    differ("published", row.published(), count.said().published(), differences);
    differ("published (frames on the log)", row.published(), count.onLog(), differences);
    for (SkipReason reason : SkipReason.values()) {
      if (reason != SkipReason.OVERLOADED && reason != SkipReason.PUBLISH_FAILED) {
        differ(
            "skipped " + reason,
            of(row.skipped(), reason),
            of(count.said().skipped(), reason),
            differences);
      }
    }
    differ(
        "lost PUBLISH",
        of(row.lost(), Loss.PUBLISH),
        of(count.said().skipped(), SkipReason.PUBLISH_FAILED),
        differences);
    differ("inferred", row.inferred(), count.inferred(), differences);
    var reasons = new TreeSet<Reason>(row.rejected().keySet());
    reasons.addAll(count.rejected().keySet());
    for (Reason reason : reasons) {
      differ(
          "rejected " + reason,
          of(row.rejected(), reason),
          of(count.rejected(), reason),
          differences);
    }
    long without = row.late() + row.noSlot() + of(row.skipped(), SkipReason.OVERLOADED);
    differ(
        "late, no slot or overloaded (frames without result)",
        without,
        count.withoutResult(),
        differences);
    differ("in flight after the end", row.inFlight(), 0, differences);
    differ("unaccounted", row.unaccounted(), 0, differences);
    differ("lost RETENTION", of(row.lost(), Loss.RETENTION), 0, differences);
  }

  private static void examine(CameraCount count, long sent, List<String> differences) {
    if (count.inferred() == 0) {
      differences.add("no frame was looked at");
    }
    if (count.unknown() > 0) {
      differences.add("%d results are of frames not on the log".formatted(count.unknown()));
    }
    if (count.repeatedFrames() > 0) {
      differences.add("%d frames are on the log twice".formatted(count.repeatedFrames()));
    }
    if (count.numbersBack() > 0) {
      differences.add(
          "%d pictures came out of the camera's own order".formatted(count.numbersBack()));
    }
    if (count.said().captured() > sent) {
      differences.add(
          "%d frames were captured, but the camera sent only %d"
              .formatted(count.said().captured(), sent));
    }
    if (count.slots() > 1) {
      differences.add("results name %d slots, expected one".formatted(count.slots()));
    }
  }

  private static void differ(String what, long ledger, long counted, List<String> differences) {
    if (ledger != counted) {
      differences.add("%s: the ledger says %d, counted %d".formatted(what, ledger, counted));
    }
  }

  private static <K> long of(Map<K, Long> counts, K key) {
    return counts.getOrDefault(key, 0L);
  }

  private static LedgerRow nothing(String camera) {
    return new LedgerRow(
        camera, "", Instant.EPOCH, 0, 0, Map.of(), 0, 0, 0, Map.of(), Map.of(), 0, 0, 0, 0);
  }
}
