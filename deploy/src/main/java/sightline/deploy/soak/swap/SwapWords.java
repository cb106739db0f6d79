package sightline.deploy.soak.swap;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.soak.swap.judge.Judgement;
import sightline.deploy.soak.swap.judge.Trend;

/** The report of a run of swaps in a few lines. */
public final class SwapWords {

  private SwapWords() {}

  static String verdict(SwapReport report) {
    if (report.interrupted()) {
      return "interrupted";
    }
    return report.passed() ? "passed" : "not passed";
  }

  static String settings(SwapReport report) {
    return String.format(
        Locale.ROOT,
        "%d of %d swaps, seed %d, %d cameras, %.0f frames/s in all, every frame waits",
        report.swaps().size(),
        report.asked(),
        report.seed(),
        SwapOptions.CAMERAS,
        SwapOptions.CAMERAS * SwapOptions.FRAMES_PER_SECOND);
  }

  /** Each thing that was to be shown, and whether it was. */
  static Map<String, Boolean> points(SwapReport report) {
    Judgement found = report.judgement();
    var points = new LinkedHashMap<String, Boolean>();
    points.put(
        ("%d frames, %d results; missing %d, repeated %d, out of order %d, of another version %d,"
                + " not asked for %d")
            .formatted(
                found.frames(),
                found.results(),
                found.missing(),
                found.repeated(),
                found.disordered(),
                found.wrong(),
                found.unasked()),
        found.isExact());
    points.put(
        "switches whose markers are not whole: %d".formatted(found.brokenRevisions()),
        found.brokenRevisions() == 0);
    points.put(
        "swaps that ended otherwise than they should: %d".formatted(report.unexpected()),
        report.unexpected() == 0);
    points.put(
        "most open sessions in a slot of a worker: %d".formatted(report.mostSessions()),
        report.mostSessions() <= SwapReport.MOST_SESSIONS);
    points.put(memory(report), report.memoryHolds());
    report
        .longestGaps()
        .forEach(
            (kind, gap) ->
                points.put(
                    String.format(
                        Locale.ROOT,
                        "longest gap at a %s swap: %.0f ms, %.1f times the median of %s",
                        kind.word(),
                        gap.millis(),
                        gap.times(),
                        gap.camera().isEmpty() ? "no camera" : gap.camera()),
                    kind != SwapKind.GOOD || report.gapsHold()));
    return points;
  }

  static String memory(SwapReport report) {
    Trend trend = report.memoryTrend();
    if (trend.points() < SwapReport.LEAST_POINTS) {
      return "memory of %s: %d points, too few for a trend"
          .formatted(SwapOptions.STEADY, trend.points());
    }
    return String.format(
        Locale.ROOT,
        "memory of %s from swap %d on: %.1f ± %.1f kB a swap",
        SwapOptions.STEADY,
        report.memoryFrom(),
        trend.slope() / 1e3,
        trend.standardError() / 1e3);
  }

  static String line(SwapRecord swap) {
    return String.format(
        Locale.ROOT,
        "%4d  %-9s %s → %s  %s in %.1f s%s%s",
        swap.number(),
        swap.kind().word(),
        swap.from(),
        swap.to(),
        swap.state().toLowerCase(Locale.ROOT),
        swap.seconds(),
        swap.settled() ? "" : ", NOT SETTLED",
        swap.problem().isBlank() ? "" : ": " + swap.problem());
  }

  /** Says it all on {@code out}. */
  public static void print(SwapReport report, PrintStream out) {
    out.println();
    out.printf("Swaps %s. %s.%n%n", verdict(report), settings(report));
    points(report).forEach((what, good) -> out.printf("  %-4s %s%n", good ? "ok" : "BAD", what));
    out.println();
    report.swaps().stream()
        .filter(swap -> !swap.isAsExpected())
        .forEach(swap -> out.println("  " + line(swap)));
    report.judgement().examples().forEach(sentence -> out.println("  " + sentence));
    report.remarks().forEach(sentence -> out.println("  " + sentence));
  }
}
