package sightline.trainer.fit.detect;

/** Softmax on the Java side. */
final class Shares {

  private Shares() {}

  /** Shares of 1 of {@code count} logits from {@code first}. */
  static double[] of(float[] logits, int first, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, logits[first + i]);
    }
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.exp(logits[first + i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
