package sightline.deploy.rejections;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.rejections.RejectionReader.Rejections;
import sightline.events.FrameRejected.Reason;

/** Rejections as a person reads them. Texts of the log are shown without control characters. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Words() {}

  static void list(PrintWriter out, Rejections found) {
    int width = found.newest().stream().mapToInt(r -> r.id().toString().length()).max().orElse(2);
    String row = "%-" + width + "s  %-19s  %-11s  %s%n";
    if (!found.newest().isEmpty()) {
      out.printf(Locale.ROOT, row, "id", "time", "reason", "detail");
    }
    for (Rejection rejection : found.newest()) {
      out.printf(
          Locale.ROOT,
          row,
          rejection.id(),
          time(rejection.at()),
          rejection.event().reason(),
          replaced(rejection) + plain(rejection.event().detail()));
    }
    out.println(counts(found));
  }

  static String time(Instant at) {
    return TIME.withZone(ZoneId.systemDefault()).format(at);
  }

  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String counts(Rejections found) {
    String byReason =
        found.counts().entrySet().stream()
            .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(joining(", "));
    String text =
        found.total() == 0
            ? "No rejection."
            : "%d rejections: %s; %d shown."
                .formatted(found.total(), byReason, found.newest().size());
    return text + notRead(found);
  }

  static String notRead(Rejections found) {
    return found.complete() ? "" : " Not everything was read in time; --within gives more.";
  }

  static String replaced(Rejection rejection) {
    return rejection.isReplaced() ? "[replaced: %s] ".formatted(rejection.replacedBy()) : "";
  }
}
