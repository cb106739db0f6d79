package sightline.deploy.soak.swap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sightline.deploy.soak.swap.judge.Trend;

/**
 * The report of a run of swaps as one HTML page that needs nothing else.
 *
 * <p>Threading: stateless, any thread.
 */
public final class SwapPage {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 100;

  private SwapPage() {}

  public static String of(SwapReport report) {
    return template()
        .replace("{{verdict}}", SwapWords.verdict(report))
        .replace("{{tone}}", report.passed() ? "good" : "bad")
        .replace("{{settings}}", text(SwapWords.settings(report)))
        .replace("{{points}}", points(report))
        .replace("{{sentences}}", sentences(report))
        .replace("{{memory}}", memory(report.memory()))
        .replace("{{memoryWords}}", text(SwapWords.memory(report)))
        .replace("{{swaps}}", swaps(report))
        .replace("{{kinds}}", kinds());
  }

  private static String points(SwapReport report) {
    return SwapWords.points(report).entrySet().stream()
        .map(
            point ->
                "<li><b class=\"%s\">%s</b> %s</li>"
                    .formatted(
                        point.getValue() ? "good" : "bad",
                        point.getValue() ? "ok" : "bad",
                        text(point.getKey())))
        .collect(joining());
  }

  private static String sentences(SwapReport report) {
    List<String> all =
        Stream.concat(report.judgement().examples().stream(), report.remarks().stream()).toList();
    return all.isEmpty()
        ? ""
        : all.stream()
            .map(one -> "<li>" + text(one) + "</li>")
            .collect(joining("", "<ul>", "</ul>"));
  }

  private static String swaps(SwapReport report) {
    return report.swaps().stream()
        .map(
            swap ->
                String.format(
                    Locale.ROOT,
                    "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"%s\">%s</td>"
                        + "<td>%.1f</td><td>%.0f</td><td>%.1f</td><td class=\"words\">%s</td></tr>",
                    swap.number(),
                    swap.kind().word(),
                    text(swap.from()),
                    text(swap.to()),
                    swap.isAsExpected() ? "good" : "bad",
                    text(swap.state().toLowerCase(Locale.ROOT)),
                    swap.seconds(),
                    swap.gap().millis(),
                    swap.gap().times(),
                    text(swap.problem())))
        .collect(joining());
  }

  private static String kinds() {
    return Arrays.stream(SwapKind.values())
        .map(
            kind ->
                "<tr><td>%s</td><td class=\"words\">%s</td></tr>"
                    .formatted(kind.word(), text(kind.description())))
        .collect(joining());
  }

  private static String memory(List<Trend.Point> points) {
    if (points.size() < 2) {
      return "";
    }
    double most = points.stream().mapToDouble(Trend.Point::y).max().orElse(1);
    double last = points.get(points.size() - 1).x();
    String line =
        points.stream()
            .map(
                point ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        point.x() / last * WIDTH,
                        HEIGHT - point.y() / most * (HEIGHT - 4)))
            .collect(joining(" "));
    return "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"memory\"><polyline points=\"%s\" fill=\"none\" stroke=\"currentColor\"/></svg>"
        .formatted(WIDTH, HEIGHT, line);
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String template() {
    try (InputStream page = SwapPage.class.getResourceAsStream("/swap-report.html")) {
      return new String(page.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
