package sightline.deploy.eval.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A report as one HTML file that asks nobody for anything. */
public final class EvalPage {

  private static final String PLACE = "{{report}}";

  private EvalPage() {}

  /** The page; the report is in it as JSON, which its script draws. */
  public static String of(EvalReport report) {
    try (InputStream in = EvalPage.class.getResourceAsStream("/eval-report.html")) {
      String page = new String(in.readAllBytes(), UTF_8);
      return page.replace(PLACE, EvalJson.of(report, true).toString().replace("<", "\\u003c"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
