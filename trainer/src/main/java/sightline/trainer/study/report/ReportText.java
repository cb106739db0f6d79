package sightline.trainer.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sightline.trainer.study.report.StudyReport.Figures;
import sightline.trainer.study.report.StudyReport.Table;
import sightline.trainer.study.report.StudyReport.Words;

/** A report for a terminal. */
public final class ReportText {

  private ReportText() {}

  /** Tables and words; of pictures there is only a line. */
  public static String of(StudyReport report) {
    var lines = new ArrayList<String>();
    lines.add(report.title());
    for (StudyReport.Block block : report.blocks()) {
      lines.add("");
      if (block instanceof Table table) {
        lines.add(table.caption());
        lines.addAll(rows(table));
      } else if (block instanceof Words words) {
        lines.add(words.text());
      } else if (block instanceof Figures figures) {
        lines.add("%s: %d on the page".formatted(figures.caption(), figures.figures().size()));
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> rows(Table table) {
    var all = new ArrayList<List<String>>();
    all.add(table.header());
    all.addAll(table.rows());
    int[] widths =
        IntStream.range(0, table.header().size())
            .map(i -> all.stream().mapToInt(row -> row.get(i).length()).max().orElse(1))
            .toArray();
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String fill = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? row.get(i) + fill : "  " + fill + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
