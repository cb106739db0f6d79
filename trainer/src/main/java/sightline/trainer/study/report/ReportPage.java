package sightline.trainer.study.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sightline.trainer.study.report.StudyReport.Block;
import sightline.trainer.study.report.StudyReport.Figure;
import sightline.trainer.study.report.StudyReport.Figures;
import sightline.trainer.study.report.StudyReport.Table;
import sightline.trainer.study.report.StudyReport.Words;

/** A report as one HTML file that asks nobody for anything; its pictures are in it. */
public final class ReportPage {

  private ReportPage() {}

  /**
   * The page.
   *
   * @param folder that the files of the pictures are relative to
   * @throws IOException when a picture cannot be read
   */
  public static String of(StudyReport report, Path folder) throws IOException {
    var body = new StringBuilder();
    for (Block block : report.blocks()) {
      body.append(html(block, folder));
    }
    try (InputStream in = ReportPage.class.getResourceAsStream("page.html")) {
      return new String(in.readAllBytes(), UTF_8)
          .replace("{{title}}", escaped(report.title()))
          .replace("{{lead}}", escaped(report.lead()))
          .replace("{{body}}", body);
    }
  }

  private static String html(Block block, Path folder) throws IOException {
    if (block instanceof Table table) {
      return table(table);
    }
    return block instanceof Words words
        ? "<p>%s</p>\n".formatted(escaped(words.text()))
        : figures((Figures) block, folder);
  }

  private static String table(Table table) {
    int best = best(table);
    String head =
        table.header().stream().map(one -> "<th>" + escaped(one) + "</th>").collect(joining());
    String rows =
        IntStream.range(0, table.rows().size())
            .mapToObj(i -> row(table.rows().get(i), i == best ? table.best() : -1))
            .collect(joining());
    return ("<h2>%s</h2>\n<div class=\"scroll\"><table><thead><tr>%s</tr></thead>"
            + "<tbody>%s</tbody></table></div>\n")
        .formatted(escaped(table.caption()), head, rows);
  }

  private static String row(List<String> cells, int marked) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                "<td%s>%s</td>"
                    .formatted(i == marked ? " class=\"best\"" : "", escaped(cells.get(i))))
        .collect(joining("", "<tr>", "</tr>"));
  }

  /** The row that has the greatest number in the marked column, -1 without. */
  private static int best(Table table) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; table.best() >= 0 && i < table.rows().size(); i++) {
      double number = number(table.rows().get(i).get(table.best()));
      if (number > most) {
        most = number;
        best = i;
      }
    }
    return best;
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.split(" ", 2)[0]);
    } catch (NumberFormatException none) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  private static String figures(Figures figures, Path folder) throws IOException {
    var html = new StringBuilder();
    html.append("<h2>%s</h2>\n".formatted(escaped(figures.caption())));
    html.append("<div class=\"figures\" style=\"--columns:%d\">".formatted(figures.columns()));
    for (Figure figure : figures.figures()) {
      html.append(
          "<figure><img alt=\"%s\" src=\"%s\"><figcaption>%s</figcaption></figure>"
              .formatted(
                  escaped(figure.caption()),
                  embedded(folder.resolve(figure.file())),
                  escaped(figure.caption())));
    }
    return html.append("</div>\n").toString();
  }

  private static String embedded(Path file) throws IOException {
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    return "data:image/%s;base64,%s".formatted(png ? "png" : "jpeg", bytes);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
