package sightline.deploy.soak.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.measure.Latencies.Summary;
import sightline.deploy.soak.measure.Phase;
import sightline.events.LedgerRow;

/** The report in a few lines. */
public final class Verdict {

  private Verdict() {}

  static String word(SoakReport report) {
    if (report.interrupted()) {
      return "interrupted";
    }
    return report.passed() ? "passed" : "not passed";
  }

  static String settings(SoakReport report) {
    return String.format(
        Locale.ROOT,
        "seed %d, %s minutes, %d cameras, model %s",
        report.seed(),
        report.minutes(),
        report.cameras().size(),
        report.model());
  }

  static List<String> differences(SoakReport report) {
    return report.cameras().stream()
        .flatMap(camera -> camera.differences().stream().map(text -> camera.camera() + ": " + text))
        .toList();
  }

  /** Says it all on {@code out}. */
  public static void print(SoakReport report, PrintStream out) {
    out.println();
    out.printf("Soak %s. %s.%n%n", word(report), settings(report));
    String row = "  %-12s %9s %9s %9s %9s %6s %9s %6s %9s %8s%n";
    out.printf(
        row,
        "camera",
        "captured",
        "published",
        "skipped",
        "inferred",
        "late",
        "rejected",
        "lost",
        "in flight",
        "balances");
    report.cameras().forEach(camera -> out.printf(Locale.ROOT, row, cells(camera)));
    out.println();
    for (FaultRecord fault : report.faults()) {
      out.println("  " + line(fault));
    }
    out.println();
    for (Phase phase : Phase.values()) {
      out.println("  " + line(phase, report.forwarded().get(phase), report.glass().get(phase)));
    }
    out.println();
    differences(report).forEach(sentence -> out.println("  " + sentence));
    report.remarks().forEach(sentence -> out.println("  " + sentence));
    out.printf(
        "balanced %s, missing %d, duplicates %d, order violations %d, not recovered %d: %s%n",
        report.balanced() ? "yes" : "no",
        report.missing(),
        report.duplicates(),
        report.orderViolations(),
        report.unrecovered(),
        word(report));
  }

  private static Object[] cells(CameraAccount camera) {
    LedgerRow row = camera.ledger();
    return new Object[] {
      camera.camera(),
      row.captured(),
      row.published(),
      sum(row.skipped().values()),
      row.inferred(),
      row.late(),
      sum(row.rejected().values()),
      sum(row.lost().values()),
      row.inFlight(),
      camera.balances() ? "yes" : "no"
    };
  }

  /** One fault as a line. */
  public static String line(FaultRecord fault) {
    String name =
        String.format(
            Locale.ROOT,
            "%-9s %-12s %-9s",
            fault.fault().kind().word(),
            fault.fault().target(),
            fault.fault().how());
    if (!fault.ran()) {
      return name + " not run: " + fault.reason();
    }
    if (!fault.fault().kind().isTimed()) {
      return name + " all the time";
    }
    String recovery =
        fault.recoverySeconds() < 0
            ? "never recovered"
            : String.format(Locale.ROOT, "recovered in %.1f s", fault.recoverySeconds());
    return String.format(
        Locale.ROOT,
        "%s at %.1f s for %.1f s, %s",
        name,
        fault.at().toMillis() / 1e3,
        fault.lasted().toMillis() / 1e3,
        recovery);
  }

  private static String line(Phase phase, Summary forwarded, Summary glass) {
    return String.format(
        Locale.ROOT,
        "%-7s from capture to result %s; to a viewer %s",
        phase.name().toLowerCase(Locale.ROOT),
        text(forwarded),
        text(glass));
  }

  private static String text(Summary summary) {
    return summary.count() == 0
        ? "no frame"
        : String.format(
            Locale.ROOT,
            "p50 %.1f  p95 %.1f  p99 %.1f ms of %d",
            summary.p50(),
            summary.p95(),
            summary.p99(),
            summary.count());
  }

  private static long sum(java.util.Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
