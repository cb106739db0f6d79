package sightline.trainer.feed;

/**
 * Batches, one after the other, prepared ahead by threads of its own.
 *
 * <p>Threading: one thread takes. The batches are a function of dataset, settings, seed and step,
 * whatever the number of threads.
 */
public interface Feed extends AutoCloseable {

  /** Steps of one epoch. */
  int stepsPerEpoch();

  /**
   * The batch of a step; steps are asked for in ascending order, beginning anywhere (a job that is
   * resumed).
   *
   * @param step from 0, over all epochs
   * @throws InterruptedException when the job is being stopped
   */
  Batch take(long step) throws InterruptedException;

  /** Time spent waiting in {@link #take} so far, s. */
  double secondsWaited();

  @Override
  void close();
}
