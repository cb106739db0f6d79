package sightline.trainer.score.latent;

/** Turns pictures, told by the values of their factors, into latent numbers. */
@FunctionalInterface
public interface Encoder {

  /**
   * Means of the latent numbers.
   *
   * @param factors by picture, then by factor
   * @return by picture, then by latent number
   */
  float[][] encode(int[][] factors);
}
