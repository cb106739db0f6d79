package sightline.trainer.score.detection;

/**
 * What became of one guess.
 *
 * @param score of the guess
 * @param rank among those of its class on its picture, from 0
 * @param hits by area range, one bit for each overlap at which it found an object
 * @param ignored by area range, one bit for each overlap at which it counts neither way
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one evaluation
record Outcome(double score, int rank, int[] hits, int[] ignored) {

  boolean ignored(AreaRange range, int overlap) {
    return (ignored[range.ordinal()] >> overlap & 1) != 0;
  }

  boolean hits(AreaRange range, int overlap) {
    return (hits[range.ordinal()] >> overlap & 1) != 0;
  }
}
