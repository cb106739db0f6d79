package sightline.trainer.score.latent;

import java.util.Random;

/**
 * Mutual information gap (R. Chen et al., "Isolating Sources of Disentanglement in Variational
 * Autoencoders", 2018): for each factor, how much more the latent number that tells most of it
 * tells than the next one, as a share of the factor's entropy; averaged over the factors. Latent
 * numbers are counted in equal bins between their least and their greatest.
 *
 * @param pictures that are drawn
 * @param bins of a latent number
 */
public record InformationGap(int pictures, int bins) {

  public static final InformationGap USUAL = new InformationGap(10_000, 20);

  private static final int AT_ONCE = 256;

  /**
   * The gap, 0 (each factor in two latent numbers at least) to 1 (each in one alone).
   *
   * @param values of each factor, how many it takes, 2 at least
   * @param seed of the pictures that are drawn
   */
  public double of(Encoder encoder, int[] values, long seed) {
    int[][] factors = draw(values, new Random(seed));
    int[][] codes = binned(encode(encoder, factors));
    double sum = 0;
    for (int factor = 0; factor < values.length; factor++) {
      int[] known = column(factors, factor);
      double first = 0;
      double second = 0;
      for (int i = 0; i < codes[0].length; i++) {
        double told = information(column(codes, i), known, values[factor]);
        second = Math.max(second, Math.min(first, told));
        first = Math.max(first, told);
      }
      double entropy = information(known, known, values[factor], values[factor]);
      sum += entropy == 0 ? 0 : (first - second) / entropy;
    }
    return sum / values.length;
  }

  private int[][] draw(int[] values, Random random) {
    var factors = new int[pictures][values.length];
    for (int[] one : factors) {
      for (int factor = 0; factor < values.length; factor++) {
        one[factor] = random.nextInt(values[factor]);
      }
    }
    return factors;
  }

  private static float[][] encode(Encoder encoder, int[][] factors) {
    var codes = new float[factors.length][];
    for (int from = 0; from < factors.length; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, factors.length - from);
      var some = new int[count][];
      System.arraycopy(factors, from, some, 0, count);
      System.arraycopy(encoder.encode(some), 0, codes, from, count);
    }
    return codes;
  }

  private int[][] binned(float[][] codes) {
    var binned = new int[codes.length][codes[0].length];
    for (int i = 0; i < codes[0].length; i++) {
      float least = Float.MAX_VALUE;
      float greatest = -Float.MAX_VALUE;
      for (float[] code : codes) {
        least = Math.min(least, code[i]);
        greatest = Math.max(greatest, code[i]);
      }
      double width = Math.max(1e-12, ((double) greatest - least) / bins);
      for (int row = 0; row < codes.length; row++) {
        binned[row][i] = Math.min(bins - 1, (int) ((codes[row][i] - least) / width));
      }
    }
    return binned;
  }

  private static int[] column(int[][] rows, int at) {
    var column = new int[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i][at];
    }
    return column;
  }

  private double information(int[] code, int[] known, int values) {
    return information(code, known, bins, values);
  }

  /** Mutual information of two numbers that are counted together, nats. */
  private static double information(int[] one, int[] other, int ones, int others) {
    var both = new double[ones][others];
    var first = new double[ones];
    var second = new double[others];
    double share = 1. / one.length;
    for (int i = 0; i < one.length; i++) {
      both[one[i]][other[i]] += share;
      first[one[i]] += share;
      second[other[i]] += share;
    }
    double sum = 0;
    for (int i = 0; i < ones; i++) {
      for (int j = 0; j < others; j++) {
        if (both[i][j] > 0) {
          sum += both[i][j] * Math.log(both[i][j] / (first[i] * second[j]));
        }
      }
    }
    return sum;
  }
}
