package sightline.trainer.study;

import java.io.IOException;
import java.nio.file.Path;
import sightline.trainer.data.BadDataset;
import sightline.trainer.job.JobFolder;
import sightline.trainer.script.Course;
import sightline.trainer.script.Shutdown;
import sightline.trainer.study.frame.PlannedRun;
import sightline.trainer.study.frame.Study;
import sightline.trainer.study.frame.StudyFolder;
import sightline.trainer.study.frame.StudyOrder;

/**
 * The process of a study: makes every run that has no result yet, one after the other. What it
 * needs and what it leaves lies in the folder of the study.
 *
 * <p>Threading: the main thread, a platform thread, since libtorch keeps state in it.
 */
public final class StudyMain {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int STOPPED = 3;

  private StudyMain() {}

  /** {@code --job FOLDER} of a study; the exit code says how it ended. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || !args[0].equals("--job")) {
      System.err.println("expected --job FOLDER");
      System.exit(BAD_INPUT);
    }
    var folder = new StudyFolder(Path.of(args[1]));
    Shutdown shutdown = Shutdown.watch(() -> askStop(folder));
    shutdown.end(run(folder));
  }

  /** Runs the study in {@code folder} and gives its exit code. */
  public static int run(StudyFolder folder) throws IOException {
    try {
      StudyOrder order = folder.order();
      Study study = Studies.named(order.study());
      for (PlannedRun run : study.runs(order)) {
        if (folder.result(run.name()).isEmpty()) {
          make(study, run, folder);
        }
      }
      return DONE;
    } catch (Course.Stopped | InterruptedException e) {
      return STOPPED;
    } catch (BadDataset | IllegalArgumentException e) {
      return told(e, BAD_INPUT);
    } catch (IOException | RuntimeException e) {
      return told(e, FAILED);
    }
  }

  /** The study before its next run, and the run that it is at. */
  private static void askStop(StudyFolder folder) throws IOException {
    folder.job().askStop();
    StudyOrder order = folder.order();
    for (PlannedRun run : Studies.named(order.study()).runs(order)) {
      JobFolder own = folder.of(run.name());
      if (folder.result(run.name()).isEmpty() && own.isWhole()) {
        own.askStop();
      }
    }
  }

  private static void make(Study study, PlannedRun run, StudyFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped {
    JobFolder own = folder.begin(run);
    own.clearStop(); // before the study is asked: whoever stops it asks the study first
    if (folder.job().stopAsked()) {
      throw new Course.Stopped();
    }
    folder.keep(study.make(run, folder.order(), own));
  }

  /** C++ puts its trace into the message; its first line is enough. */
  private static int told(Exception e, int exit) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    System.err.println(message.lines().findFirst().orElse(e.toString()));
    return exit;
  }
}
