package sightline.crash;

/**
 * A moment at which a worker process ends as if the power went: no hook runs, nothing is closed.
 */
enum HaltPoint {
  /** It lives until it is told to close, or killed. */
  NEVER,
  /** Some of the results that are finished before a commit are in the log, the others are not. */
  IN_DRAIN,
  /** All results are in the log; the transaction does not know the offsets yet. */
  BEFORE_OFFSETS,
  /** All is in the log but the commit. */
  BEFORE_COMMIT,
  /** The commit has just been made, and nobody was told. */
  AFTER_COMMIT,
  /** Partitions are about to be taken away for another worker. */
  BEFORE_REVOCATION,
  /** Partitions have just been given up for another worker. */
  AFTER_REVOCATION,
  /** Like {@link #IN_DRAIN}, of a worker that was told to close. */
  IN_LAST_DRAIN,
  /** Like {@link #BEFORE_COMMIT}, of a worker that was told to close. */
  BEFORE_LAST_COMMIT
}
