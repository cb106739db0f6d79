package sightline.trainer.job.run;

import sightline.events.Picture;
import sightline.trainer.job.Progress;

/**
 * Where it is told how far jobs are. What cannot be told is lost; jobs go on.
 *
 * <p>Threading: any thread.
 */
public interface Post {

  void recipe(long job, String yaml);

  void progress(Progress progress);

  void log(long job, String line);

  void sample(long job, Sample sample);

  /**
   * A picture of what the net predicts.
   *
   * @param number 0 to 7; a later one of the same number replaces it
   */
  record Sample(int number, int epoch, String name, Picture picture) {}
}
