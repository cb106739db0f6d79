package sightline.deploy.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import sightline.inference.StopSignals;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.job.ProgressJson;
import sightline.trainer.job.run.JobProcess;
import sightline.trainer.job.run.JobSettings;
import sightline.trainer.job.run.NewLines;

/**
 * One job in the foreground. The first Ctrl-C asks it to end at its next step, with a checkpoint;
 * the second one ends the command, and the job ends at its next step by itself.
 *
 * <p>Threading: one thread.
 */
final class TrainRun {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int STOPPED = 3;
  private static final int LARGEST_CODE = 4;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final JobFolder folder;
  private final JobSettings.Command command;
  private final PrintWriter out;
  private final TrainingLine line;
  private final AtomicBoolean stop = new AtomicBoolean();
  private JobState state = JobState.QUEUED;

  TrainRun(JobFolder folder, JobSettings.Command command, PrintWriter out, boolean terminal) {
    this.folder = folder;
    this.command = command;
    this.out = out;
    this.line = new TrainingLine(out, terminal);
  }

  /** Runs the job to its end; the result is the exit code. */
  int run(boolean resume) throws IOException, InterruptedException {
    folder.clearStop();
    JobProcess.endOrphan(folder);
    NewLines progress = NewLines.after(folder.progressFile());
    try (StopSignals signals = StopSignals.install(() -> stop.set(true));
        JobProcess process = JobProcess.start(command, folder, resume)) {
      while (!process.waitFor(LOOK_EVERY)) {
        show(progress);
        if (signals.isStopped() && stop.compareAndSet(true, false)) {
          folder.askStop();
          line.clear();
          out.println("Ends at its next step …");
          out.flush();
        }
      }
      show(progress);
      line.clear();
      return end(process.exit());
    }
  }

  private void show(NewLines progress) throws IOException {
    for (String said : progress.next()) {
      try {
        Progress heard = ProgressJson.read(said);
        state = heard.state();
        line.show(heard, Instant.now());
      } catch (IllegalArgumentException e) {
        out.println("sightline: " + e.getMessage());
      }
    }
  }

  private int end(int exit) throws IOException {
    boolean stopped = exit == STOPPED || (exit > LARGEST_CODE && folder.stopAsked());
    if (stopped) {
      out.println("Stopped. The same command with --resume goes on.");
    } else if (exit > LARGEST_CODE || (exit != DONE && !state.isEnd())) {
      String words = JobProcess.lastWords(folder);
      out.printf(
          "The job's process ended with %s%s%n",
          exit > 128 ? "signal " + (exit - 128) : Integer.toString(exit),
          words.isEmpty() ? "." : ", last words: " + words);
      out.println(folder.hasCheckpoint() ? "The same command with --resume goes on." : "");
    }
    out.println("All of it is in " + folder.path());
    out.flush();
    if (stopped) {
      return STOPPED;
    }
    return exit > LARGEST_CODE ? FAILED : exit;
  }
}
