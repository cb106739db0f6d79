package sightline.inference.decode.mask;

import sightline.inference.decode.mask.pixel.Sampler;

/**
 * Scores each of which counts by itself.
 *
 * <p>Threading: one thread at a time.
 */
final class IndependentHead {

  private final Sampler sampler;
  private final int[] classIds;
  private final boolean logits;
  private final float[] scores;
  private final int[] winners;

  /**
   * @param classIds by channel, less than 0 where it means nothing
   * @param logits whether the scores have to become probabilities
   */
  IndependentHead(Sampler sampler, int[] classIds, boolean logits) {
    this.sampler = sampler;
    this.classIds = classIds;
    this.logits = logits;
    this.scores = new float[sampler.rows()];
    this.winners = new int[sampler.rows()];
  }

  /** Adds the pixels whose probability is more than {@code threshold}. */
  void read(float threshold, Layers layers) {
    float limit = logits ? Probability.logit(threshold) : threshold;
    for (int channel = 0; channel < classIds.length; channel++) {
      for (int column = 0; classIds[channel] >= 0 && column < sampler.columns(); column++) {
        sampler.read(channel, column, scores, 0);
        decide(classIds[channel], limit);
        layers.add(sampler.firstPixel(column), scores.length, winners, scores);
      }
    }
  }

  private void decide(int classId, float limit) {
    for (int row = 0; row < scores.length; row++) {
      float score = scores[row];
      boolean there = score > limit;
      winners[row] = there ? classId : -1;
      if (there && logits) {
        scores[row] = Probability.sigmoid(score);
      }
    }
  }
}
