package sightline.deploy.soak.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.measure.Latencies.Summary;
import sightline.deploy.soak.measure.MemoryWatch.Memory;
import sightline.deploy.soak.measure.Phase;
import sightline.deploy.soak.plan.FaultKind;
import sightline.events.LedgerRow;

/**
 * The report as one HTML page that needs nothing else.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ReportPage {

  private static final int WIDTH = 240;
  private static final int HEIGHT = 100;

  private ReportPage() {}

  public static String of(SoakReport report) {
    String page = template();
    for (Map.Entry<String, String> part : parts(report).entrySet()) {
      page = page.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    return page;
  }

  private static Map<String, String> parts(SoakReport report) {
    var parts = new LinkedHashMap<String, String>();
    parts.put("verdict", Verdict.word(report));
    parts.put("tone", report.passed() ? "good" : "bad");
    parts.put("settings", text(Verdict.settings(report)));
    parts.put("tiles", tiles(report));
    parts.put("remarks", list(report.remarks()));
    parts.put("ledger", ledger(report));
    parts.put("differences", list(Verdict.differences(report)));
    parts.put("faults", faults(report));
    parts.put("latency", latency(report));
    parts.put(
        "memory",
        report.memory().isEmpty()
            ? "<p class=\"quiet\">This system does not tell the memory of processes.</p>"
            : report.memory().stream().map(ReportPage::figure).collect(joining()));
    parts.put("kinds", kinds(report));
    return parts;
  }

  private static String tiles(SoakReport report) {
    return tile("balanced", report.balanced() ? "yes" : "no", report.balanced())
        + tile("missing", report.missing(), report.missing() == 0)
        + tile("duplicates", report.duplicates(), report.duplicates() == 0)
        + tile("order violations", report.orderViolations(), report.orderViolations() == 0)
        + tile("not recovered", report.unrecovered(), report.unrecovered() == 0);
  }

  private static String tile(String name, Object value, boolean good) {
    return "<div class=\"tile\"><b class=\"%s\">%s</b><span class=\"quiet\">%s</span></div>"
        .formatted(good ? "good" : "bad", value, name);
  }

  private static String ledger(SoakReport report) {
    var rows = new StringBuilder();
    for (CameraAccount camera : report.cameras()) {
      LedgerRow row = camera.ledger();
      rows.append(
          row(
              Stream.of(
                  text(camera.camera()),
                  camera.sent(),
                  row.captured(),
                  row.published(),
                  sum(row.skipped()),
                  row.noSlot(),
                  row.inferred(),
                  row.late(),
                  sum(row.rejected()),
                  sum(row.lost()),
                  row.inFlight(),
                  row.unaccounted(),
                  camera.balances() ? "<span class=good>yes</span>" : "<span class=bad>no</span>",
                  camera.missing(),
                  camera.duplicates(),
                  camera.orderViolations())));
    }
    return table(
        "camera,sent,captured,published,skipped,no slot,inferred,late,rejected,lost,in flight,"
            + "unaccounted,balances,missing,duplicates,disorder",
        rows);
  }

  private static String faults(SoakReport report) {
    var rows = new StringBuilder();
    for (FaultRecord fault : report.faults()) {
      rows.append(
          row(
              Stream.of(
                  fault.fault().kind().word(),
                  text(fault.fault().target()),
                  text(fault.fault().how()),
                  seconds(fault.at().toMillis() / 1e3),
                  seconds(fault.lasted().toMillis() / 1e3),
                  recovery(fault))));
    }
    return table("fault,target,how,at s,for s,recovery s", rows);
  }

  private static String recovery(FaultRecord fault) {
    if (!fault.ran()) {
      return "<span class=warn>not run: %s</span>".formatted(text(fault.reason()));
    }
    if (fault.isUnrecovered()) {
      return "<span class=bad>never</span>";
    }
    return fault.fault().kind().isTimed() ? seconds(fault.recoverySeconds()) : "–";
  }

  private static String latency(SoakReport report) {
    var rows = new StringBuilder();
    for (Phase phase : Phase.values()) {
      rows.append(latencyRow("to result, " + word(phase), report.forwarded().get(phase)));
    }
    for (Phase phase : Phase.values()) {
      rows.append(latencyRow("to the viewer, " + word(phase), report.glass().get(phase)));
    }
    return table("from capture,frames,p50,p95,p99", rows);
  }

  private static String latencyRow(String name, Summary summary) {
    return row(
        Stream.of(
            name,
            summary.count(),
            millis(summary.p50()),
            millis(summary.p95()),
            millis(summary.p99())));
  }

  private static String kinds(SoakReport report) {
    var rows = new StringBuilder();
    report.faults().stream()
        .map(fault -> fault.fault().kind())
        .distinct()
        .sorted()
        .forEach(kind -> rows.append(kind(kind)));
    return table("fault,what it is", rows);
  }

  private static String kind(FaultKind kind) {
    return "<tr><td>%s</td><td class=words>%s</td></tr>"
        .formatted(kind.word(), text(kind.description()));
  }

  private static String figure(Memory memory) {
    double end = memory.samples().get(memory.samples().size() - 1).atSeconds();
    String points =
        memory.samples().stream()
            .map(
                sample ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        WIDTH * sample.atSeconds() / Math.max(1, end),
                        HEIGHT * (1 - .95 * sample.bytes() / memory.peakBytes())))
            .collect(joining(" "));
    return """
        <figure class="panel"><figcaption>%s <span class="quiet">most %d MiB</span></figcaption>\
        <svg viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="memory of %s">\
        <polyline points="%s" fill="none" stroke="#4cc2b0" vector-effect="non-scaling-stroke"/></svg>\
        </figure>"""
        .formatted(
            text(memory.process()),
            memory.peakBytes() >> 20,
            WIDTH,
            HEIGHT,
            text(memory.process()),
            points);
  }

  private static String table(String headings, CharSequence rows) {
    String head = Stream.of(headings.split(",")).map("<th>%s</th>"::formatted).collect(joining());
    return "<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>".formatted(head, rows);
  }

  private static String row(Stream<Object> cells) {
    return cells.map("<td>%s</td>"::formatted).collect(joining("", "<tr>", "</tr>"));
  }

  private static String list(List<String> sentences) {
    return sentences.isEmpty()
        ? ""
        : sentences.stream()
            .map(sentence -> "<li>%s</li>".formatted(text(sentence)))
            .collect(joining("", "<ul class=\"warn\">", "</ul>"));
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static String millis(double value) {
    return value < 0 ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String template() {
    try (InputStream page = ReportPage.class.getResourceAsStream("/soak-report.html")) {
      return new String(page.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
