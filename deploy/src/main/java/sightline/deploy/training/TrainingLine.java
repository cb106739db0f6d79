package sightline.deploy.training;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import sightline.deploy.console.PlainText;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/**
 * How far a training is: a line that is drawn over itself on a terminal, and a new line every few
 * seconds elsewhere; measurements and changes stay.
 *
 * <p>Threading: one thread.
 */
final class TrainingLine {

  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final int BAR_WIDTH = 24;
  private static final String TAKE_AWAY = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private Instant drawn = Instant.EPOCH;
  private JobState state = JobState.QUEUED;
  private String detail = "";

  TrainingLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** {@code progress} is so at {@code now}. */
  void show(Progress progress, Instant now) {
    boolean learns = progress.state() == JobState.TRAINING;
    if (!progress.metrics().isEmpty()) {
      stay(measured(progress));
    }
    progress.gate().forEach(sentence -> stay("gate: " + PlainText.of(sentence)));
    boolean news = progress.state() != state && !learns;
    if (news || !progress.detail().equals(detail)) {
      stay(changed(progress));
    }
    state = progress.state();
    detail = progress.detail();
    boolean due = Duration.between(drawn, now).compareTo(terminal ? ON_TERMINAL : ELSEWHERE) >= 0;
    if (learns && due && progress.place().step() > 0) {
      drawn = now;
      draw(text(progress));
    }
  }

  /** Takes the line away. */
  void clear() {
    if (terminal) {
      out.print(TAKE_AWAY);
      out.flush();
    }
  }

  /** Bar, step, loss, pictures per second, time left. */
  static String text(Progress progress) {
    var place = progress.place();
    double share = place.steps() > 0 ? Math.min(1, (double) place.step() / place.steps()) : 0;
    int filled = (int) Math.round(share * BAR_WIDTH);
    var text = new StringBuilder();
    text.append("█".repeat(filled)).append("░".repeat(BAR_WIDTH - filled));
    text.append(
        String.format(
            Locale.ROOT,
            " %3d %%  step %d of %d",
            (int) (share * 100),
            place.step(),
            place.steps()));
    Double loss = progress.loss().get("total");
    if (loss != null) {
      text.append(String.format(Locale.ROOT, ", loss %.4g", loss));
    }
    if (Double.isFinite(progress.pace().imagesPerSecond())) {
      text.append(String.format(Locale.ROOT, ", %.1f images/s", progress.pace().imagesPerSecond()));
    }
    return text.append(left(progress.pace().secondsLeft())).toString();
  }

  /** {@code ap50 0.712, miou 0.5}. */
  static String numbers(Map<String, Double> numbers) {
    return numbers.entrySet().stream()
        .map(
            one ->
                String.format(Locale.ROOT, "%s %.4g", PlainText.of(one.getKey()), one.getValue()))
        .collect(joining(", "));
  }

  private static String left(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return ", %d s left".formatted(whole);
    }
    return whole < 3600
        ? ", %d min %02d s left".formatted(whole / 60, whole % 60)
        : ", %d h %02d min left".formatted(whole / 3600, whole % 3600 / 60);
  }

  private static String measured(Progress progress) {
    String best =
        progress.best().epoch() > 0
            ? "; best %s in epoch %d"
                .formatted(numbers(progress.best().metrics()), progress.best().epoch())
            : "";
    return "epoch %d of %d: %s%s"
        .formatted(
            progress.place().epoch(), progress.place().epochs(), numbers(progress.metrics()), best);
  }

  private static String changed(Progress progress) {
    String said = PlainText.of(progress.detail());
    String model =
        progress.model().name().isEmpty()
            ? ""
            : " " + PlainText.of(progress.model().name()) + "/" + progress.model().version();
    String word = progress.state().name().toLowerCase(Locale.ROOT) + model;
    return said.isEmpty() ? word : word + ": " + said;
  }

  private void stay(String line) {
    out.println((terminal ? TAKE_AWAY : "") + line);
    out.flush();
  }

  private void draw(String line) {
    if (terminal) {
      out.print(TAKE_AWAY + line);
      out.flush();
    } else {
      stay(line);
    }
  }
}
