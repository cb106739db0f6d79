package sightline.deploy.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import sightline.inference.StopSignals;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.Progress;
import sightline.trainer.job.run.JobProcess;
import sightline.trainer.job.run.JobSettings;
import sightline.trainer.study.Studies;
import sightline.trainer.study.frame.PlannedRun;
import sightline.trainer.study.frame.RunResult;
import sightline.trainer.study.frame.StudyFolder;
import sightline.trainer.study.frame.StudyOrder;
import sightline.trainer.study.report.ReportText;
import sightline.trainer.study.report.StudyReport;

/**
 * One study in the foreground: its process is started and watched, the exported files are timed,
 * the report is written. The first Ctrl-C asks the process to end at its next step.
 *
 * <p>Threading: one thread.
 */
final class StudyWatch {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int STOPPED = 3;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(15);
  private static final String TAKE_AWAY = "\r\033[K";

  private final StudyFolder folder;
  private final JobSettings.Command command;
  private final PrintWriter out;
  private final boolean terminal;
  private final List<PlannedRun> runs;
  private final AtomicBoolean stop = new AtomicBoolean();
  private int over = -1;
  private Instant drawn = Instant.EPOCH;

  StudyWatch(StudyFolder folder, JobSettings.Command command, PrintWriter out, boolean terminal)
      throws IOException {
    this.folder = folder;
    this.command = command;
    this.out = out;
    this.terminal = terminal;
    StudyOrder order = folder.order();
    this.runs = Studies.named(order.study()).runs(order);
  }

  /** Runs the study to its end; the result is the exit code. */
  int run() throws Exception {
    say("study %s, %d runs, in %s".formatted(folder.order().study(), runs.size(), folder.path()));
    int exit = Studies.results(folder).size() == runs.size() ? DONE : trained();
    if (exit == DONE) {
      time();
      StudyReport report = Studies.report(folder);
      say("");
      say(ReportText.of(report));
      say("");
      say("The page with all pictures: " + folder.page());
    } else if (exit == STOPPED) {
      Studies.report(folder);
      say("Stopped. The same command goes on; as far as it is: " + folder.page());
    } else {
      say("The study failed: " + JobProcess.lastWords(folder.job()));
    }
    return exit;
  }

  private int trained() throws IOException, InterruptedException {
    folder.job().clearStop();
    JobProcess.endOrphan(folder.job());
    try (StopSignals signals = StopSignals.install(() -> stop.set(true));
        JobProcess process = JobProcess.start(command, folder.job(), false)) {
      boolean asked = false;
      while (!process.waitFor(LOOK_EVERY)) {
        show(Instant.now());
        if (signals.isStopped()) {
          if (!asked) {
            say("Ends at its next step …");
          }
          asked = true;
          askStop();
        }
      }
      show(Instant.now());
      clear();
      return code(process.exit(), asked);
    }
  }

  private static int code(int exit, boolean asked) {
    if (exit <= STOPPED) {
      return exit;
    }
    return asked ? STOPPED : FAILED;
  }

  /** The study before its next run, and the run that it is at. */
  private void askStop() throws IOException {
    folder.job().askStop();
    Optional<PlannedRun> current = current();
    if (current.isPresent()) {
      JobFolder own = folder.of(current.orElseThrow().name());
      if (own.isWhole()) {
        own.askStop();
      }
    }
  }

  private Optional<PlannedRun> current() throws IOException {
    for (PlannedRun run : runs) {
      if (folder.result(run.name()).isEmpty()) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private void show(Instant now) throws IOException {
    List<RunResult> results = Studies.results(folder);
    if (over >= 0) {
      for (int i = over; i < results.size(); i++) {
        clear();
        say(ended(i + 1, results.get(i)));
      }
    }
    over = results.size();
    Optional<PlannedRun> current = current();
    boolean due = terminal || Duration.between(drawn, now).compareTo(ELSEWHERE) >= 0;
    if (current.isEmpty() || !due) {
      return;
    }
    Optional<Progress> progress = folder.of(current.orElseThrow().name()).last();
    if (progress.isPresent()) {
      drawn = now;
      draw(line(current.orElseThrow().name(), progress.orElseThrow()));
    }
  }

  private String line(String run, Progress progress) {
    var place = progress.place();
    Double loss = progress.loss().get("total");
    double left = progress.pace().secondsLeft();
    return "[%d of %d] %s: %s, step %d of %d%s%s"
        .formatted(
            over + 1,
            runs.size(),
            run,
            progress.state().name().toLowerCase(Locale.ROOT),
            place.step(),
            place.steps(),
            loss == null ? "" : String.format(Locale.ROOT, ", loss %.4g", loss),
            Double.isFinite(left)
                ? ", %d:%02d left".formatted((long) left / 60, (long) left % 60)
                : "");
  }

  private String ended(int number, RunResult result) {
    return "[%d of %d] %s: over after %d s"
        .formatted(
            number,
            runs.size(),
            result.name(),
            Math.round(result.figure(RunResult.SECONDS).orElse(0)));
  }

  private void draw(String line) {
    out.print(terminal ? TAKE_AWAY + line : line + System.lineSeparator());
    out.flush();
  }

  private void clear() {
    if (terminal) {
      out.print(TAKE_AWAY);
      out.flush();
    }
  }

  private void time() throws Exception {
    for (PlannedRun run : runs) {
      RunResult result = folder.result(run.name()).orElseThrow();
      JobFolder own = folder.of(run.name());
      if (result.figure(RunResult.MILLISECONDS).isEmpty()) {
        double milliseconds = OnnxTime.milliseconds(own.model(), run.recipe().input());
        folder.keep(result.with(RunResult.MILLISECONDS, milliseconds));
      }
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
