package sightline.deploy.eval.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.TextTable;

/** A report in lines for people. */
public final class EvalTable {

  private static final Set<String> COUNTS =
      Set.of(
          "objects",
          "guesses",
          "pixels",
          "pictures",
          "found",
          "missed",
          "invented",
          "switches",
          "falsePositives",
          "falseNegatives",
          "mostlyTracked",
          "mostlyLost",
          "fragmentations",
          "tracks");
  private static final int CLASSES_SHOWN = 30;
  private static final int NAMES_SHOWN = 8;

  private EvalTable() {}

  public static void print(EvalReport report, PrintWriter out) {
    EvalReport.Data data = report.data();
    out.println(
        PlainText.of(
            "%s/%s (%s, %s) on %s: %s, %d pictures, %d objects, %d classes in common"
                .formatted(
                    report.model().name(),
                    report.model().version(),
                    report.family(),
                    report.task(),
                    data.folder(),
                    data.format(),
                    data.pictures(),
                    data.objects(),
                    report.classes().labels().size())));
    say(out, "not in the dataset, does not count: ", report.classes().onlyModel());
    say(out, "not known to the model: ", report.classes().onlyData());
    report.remarks().forEach(remark -> out.println(PlainText.of(remark)));
    out.println();
    var scores = new TextTable("score", "value");
    report.scores().forEach((name, value) -> scores.row(name, number(name, value)));
    scores.print(out);
    out.println();
    printClasses(report, out);
    report
        .unreadable()
        .forEach((name, why) -> out.println(PlainText.of("not looked at: " + name + ": " + why)));
    data.flaws().stream()
        .limit(NAMES_SHOWN)
        .forEach(flaw -> out.println(PlainText.of("left out: " + flaw)));
    if (data.flaws().size() > NAMES_SHOWN) {
      out.printf("and %d more annotations left out%n", data.flaws().size() - NAMES_SHOWN);
    }
    out.printf(Locale.ROOT, "%.1f s%n", report.seconds());
  }

  private static void printClasses(EvalReport report, PrintWriter out) {
    if (report.perClass().isEmpty()) {
      return;
    }
    List<String> columns = List.copyOf(report.perClass().values().iterator().next().keySet());
    var header = new ArrayList<>(columns);
    header.add(0, "class");
    var table = new TextTable(header.toArray(String[]::new));
    report.perClass().entrySet().stream()
        .filter(row -> row.getValue().values().stream().anyMatch(value -> value > 0))
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, Map<String, Double>> row) ->
                        row.getValue().get(columns.get(0)))
                .reversed())
        .limit(CLASSES_SHOWN)
        .forEach(
            row -> {
              var cells = new ArrayList<Object>();
              cells.add(row.getKey());
              columns.forEach(column -> cells.add(number(column, row.getValue().get(column))));
              table.row(cells.toArray());
            });
    table.print(out);
    out.println();
  }

  private static void say(PrintWriter out, String what, List<String> names) {
    if (!names.isEmpty()) {
      int more = names.size() - NAMES_SHOWN;
      String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
      out.println(PlainText.of(what + shown + (more > 0 ? " and " + more + " more" : "")));
    }
  }

  /** A count as it is, a share with three digits, a dash where there is none. */
  private static String number(String name, double value) {
    if (value == -1) {
      return "-";
    }
    return String.format(Locale.ROOT, COUNTS.contains(name) ? "%.0f" : "%.3f", value);
  }
}
