package sightline.deploy.demo;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.Locale;
import sightline.deploy.accuracy.SlotAccuracy;
import sightline.deploy.console.TextTable;

/** A summary for people. */
public final class SummaryTable {

  private SummaryTable() {}

  public static void print(RunSummary run, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%.1f s, %s%n",
        run.lasted().toMillis() / 1e3,
        run.toFirstResultSeconds() < 0
            ? "no result"
            : String.format(
                Locale.ROOT, "the first result after %.1f s", run.toFirstResultSeconds()));
    out.println();
    ledger(run, out);
    out.println();
    var latencies = new TextTable("ms since capture", "p50", "p95", "p99");
    run.latencies().forEach(one -> latencies.row(one.stage(), one.p50(), one.p95(), one.p99()));
    latencies.print(out);
    if (!run.accuracy().isEmpty()) {
      out.println();
      accuracy(run, out);
    }
    out.println();
    out.println(use(run.use()));
    out.flush();
  }

  private static void ledger(RunSummary run, PrintWriter out) {
    var table =
        new TextTable(
            "camera",
            "slot",
            "captured",
            "published",
            "inferred",
            "skipped",
            "late",
            "rejected",
            "lost",
            "in flight",
            "unaccounted");
    for (SlotTotals one : run.ledger()) {
      table.row(
          one.camera(),
          one.slot(),
          one.captured(),
          one.published(),
          one.inferred(),
          one.skipped(),
          one.late(),
          one.rejected(),
          one.lost(),
          one.inFlight(),
          one.unaccounted());
    }
    table.print(out);
    out.println(run.balances() ? "The ledger balances." : "The ledger does not balance.");
  }

  private static void accuracy(RunSummary run, PrintWriter out) {
    var table = new TextTable("camera", "slot", "model", "frames", "against the scene's truth");
    for (SlotAccuracy one : run.accuracy()) {
      String values =
          one.values().entrySet().stream()
              .map(value -> String.format(Locale.ROOT, "%s %.3f", value.getKey(), value.getValue()))
              .collect(joining(", "));
      table.row(one.camera(), one.slot(), one.model(), one.frames(), values);
    }
    table.print(out);
  }

  private static String use(ProcessUse use) {
    String resident =
        use.residentBytes() < 0 ? "" : "%d MB resident, ".formatted(use.residentBytes() >> 20);
    String cpu =
        use.cpuSeconds() < 0 ? "" : String.format(Locale.ROOT, ", %.1f s of CPU", use.cpuSeconds());
    return "%s%d MB heap%s".formatted(resident, use.heapBytes() >> 20, cpu);
  }
}
