package sightline.trainer.study.frame;

import java.io.IOException;
import java.util.List;
import sightline.trainer.data.BadDataset;
import sightline.trainer.job.JobFolder;
import sightline.trainer.script.Course;
import sightline.trainer.study.report.StudyReport;

/**
 * A question that some trainings answer.
 *
 * <p>Threading: one thread; {@link #make} on a platform thread.
 */
public interface Study {

  String name();

  /**
   * What is to be trained, in this order; the same for equal orders. Reads no pictures.
   *
   * @throws IllegalArgumentException with one sentence that names what cannot be
   */
  List<PlannedRun> runs(StudyOrder order);

  /**
   * Trains and measures one run, or goes on with it.
   *
   * @param folder of the run
   */
  RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped;

  /** What {@code results} say; some of the runs may not be over yet. Needs no libtorch. */
  StudyReport report(StudyOrder order, List<RunResult> results);
}
