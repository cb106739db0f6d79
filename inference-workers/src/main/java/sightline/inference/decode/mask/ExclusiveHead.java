package sightline.inference.decode.mask;

import java.util.Arrays;
import sightline.inference.decode.mask.pixel.Sampler;

/**
 * Scores of which the best one of each pixel counts.
 *
 * <p>Threading: one thread at a time.
 */
final class ExclusiveHead {

  private static final int NOTHING = -1;

  private final Sampler sampler;
  private final int[] classIds;
  private final boolean logits;
  private final int rows;
  private final float[] scores;
  private final float[] best;
  private final float[] chances;
  private final int[] winners;

  /**
   * @param classIds by channel, less than 0 where it means nothing
   * @param logits whether the scores have to become probabilities
   */
  ExclusiveHead(Sampler sampler, int[] classIds, boolean logits) {
    this.sampler = sampler;
    this.classIds = classIds;
    this.logits = logits;
    this.rows = sampler.rows();
    this.scores = new float[classIds.length * rows];
    this.best = new float[rows];
    this.chances = new float[rows];
    this.winners = new int[rows];
  }

  void read(Layers layers) {
    for (int column = 0; column < sampler.columns(); column++) {
      for (int channel = 0; channel < classIds.length; channel++) {
        sampler.read(channel, column, scores, channel * rows);
      }
      decide();
      if (logits) {
        softmax();
      } else {
        System.arraycopy(best, 0, chances, 0, rows);
      }
      layers.add(sampler.firstPixel(column), rows, winners, chances);
    }
  }

  /** A pixel where no score is a number belongs to no class. */
  private void decide() {
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    Arrays.fill(winners, NOTHING);
    for (int channel = 0; channel < classIds.length; channel++) {
      int at = channel * rows;
      int classId = classIds[channel];
      for (int row = 0; row < rows; row++) {
        float score = scores[at + row];
        if (score > best[row]) {
          best[row] = score;
          winners[row] = classId;
        }
      }
    }
  }

  /** What is no number counts as never. */
  private void softmax() {
    Arrays.fill(chances, 0);
    for (int channel = 0; channel < classIds.length; channel++) {
      int at = channel * rows;
      for (int row = 0; row < rows; row++) {
        float below = scores[at + row] - best[row];
        chances[row] += below <= 0 ? Probability.exp(below) : 0;
      }
    }
    for (int row = 0; row < rows; row++) {
      chances[row] = chances[row] >= 1 ? 1 / chances[row] : 1;
    }
  }
}
