package sightline.trainer.job;

/**
 * How far a job is.
 *
 * <pre>
 *   QUEUED → STARTING → TRAINING ⇄ EVALUATING → EXPORTING → CHECKING → PUBLISHING → PUBLISHED
 *                                                   \            \
 *                                                    KEPT         REFUSED
 *   from everywhere: FAILED, STOPPED; from everywhere but the ends: STARTING again, after a crash
 * </pre>
 */
public enum JobState {
  /** Waits for its turn. */
  QUEUED,
  /** Reads data, builds the net. */
  STARTING,
  TRAINING,
  /** Measures on the validation split. */
  EVALUATING,
  EXPORTING,
  /** The gate compares the exported file with the trained net and with the incumbent. */
  CHECKING,
  PUBLISHING,
  /** The end: the registry has a new version. */
  PUBLISHED,
  /** The end: trained, and nobody asked to publish. */
  KEPT,
  /** The end: the gate said no. */
  REFUSED,
  /** The end: it could not be done. */
  FAILED,
  /** The end, or a pause: somebody asked for it; a checkpoint is there to go on from. */
  STOPPED;

  /** Whether nothing more comes of the job by itself. */
  public boolean isEnd() {
    return ordinal() >= PUBLISHED.ordinal();
  }
}
