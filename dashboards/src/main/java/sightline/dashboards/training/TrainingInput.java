package sightline.dashboards.training;

import java.time.Instant;
import sightline.events.Picture;

/**
 * Where what is told of training jobs enters; the log writes into it, and so do tests.
 *
 * <p>Threading: any thread.
 */
public interface TrainingInput {

  /**
   * Somebody wants a job.
   *
   * @param job its number, offset in the log + 1
   */
  void submitted(long job, Submission wish, Instant at);

  /** Somebody wants {@code job} to end. */
  void stopAsked(long job, String by);

  void progress(JobProgress progress);

  void logLine(long job, String line);

  /** The text by which the job works. */
  void recipe(long job, String yaml);

  /** What the net makes of a picture; replaces the one of the same number. */
  void sample(long job, Sample sample);

  /**
   * What somebody asked for.
   *
   * @param recipe YAML
   * @param data folder; empty for that of the recipe
   * @param by who; empty when not told
   */
  record Submission(String recipe, String data, String by) {}

  /**
   * A picture with what the net says of it.
   *
   * @param number from 0
   * @param epoch after which it was made
   * @param name of the picture in its dataset; may be empty
   */
  record Sample(int number, int epoch, String name, Picture picture) {}
}
