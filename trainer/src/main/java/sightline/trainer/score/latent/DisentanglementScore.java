package sightline.trainer.score.latent;

import java.util.Random;

/**
 * Whether a linear classifier can tell which factor two pictures share from how little their latent
 * numbers differ (I. Higgins et al., "beta-VAE", 2017, section 3 and appendix A.4): a factor is
 * drawn; pairs of pictures are drawn that have it in common and all else by chance; the absolute
 * differences of their latent numbers, averaged over the pairs, are what the classifier sees.
 *
 * @param pairs of one average
 * @param training averages to learn from
 * @param test averages to be told
 */
public record DisentanglementScore(int pairs, int training, int test) {

  /** Enough for figures that are steady to about one hundredth. */
  public static final DisentanglementScore USUAL = new DisentanglementScore(64, 1000, 800);

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Votes(double[][] differences, int[] shared) {}

  /**
   * Share of the test averages whose factor is told right; by chance it is 1 / number of factors.
   *
   * @param values of each factor, how many it takes
   * @param seed of all that is drawn
   */
  public double of(Encoder encoder, int[] values, long seed) {
    var random = new Random(seed);
    Votes learned = votes(encoder, values, training, random);
    var classifier = LinearClassifier.learn(learned.differences, learned.shared, values.length);
    Votes asked = votes(encoder, values, test, random);
    int right = 0;
    for (int i = 0; i < test; i++) {
      right += classifier.classOf(asked.differences[i]) == asked.shared[i] ? 1 : 0;
    }
    return (double) right / test;
  }

  private Votes votes(Encoder encoder, int[] values, int count, Random random) {
    var differences = new double[count][];
    var shared = new int[count];
    for (int i = 0; i < count; i++) {
      shared[i] = random.nextInt(values.length);
      differences[i] = meanDifference(encoder, values, shared[i], random);
    }
    return new Votes(differences, shared);
  }

  private double[] meanDifference(Encoder encoder, int[] values, int shared, Random random) {
    var drawn = new int[2 * pairs][values.length];
    for (int[] one : drawn) {
      for (int factor = 0; factor < values.length; factor++) {
        one[factor] = random.nextInt(values[factor]);
      }
    }
    for (int pair = 0; pair < pairs; pair++) {
      drawn[2 * pair + 1][shared] = drawn[2 * pair][shared];
    }
    float[][] codes = encoder.encode(drawn);
    var means = new double[codes[0].length];
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += Math.abs(codes[2 * pair][i] - codes[2 * pair + 1][i]) / pairs;
      }
    }
    return means;
  }
}
