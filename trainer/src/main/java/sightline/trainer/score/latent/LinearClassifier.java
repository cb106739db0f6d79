package sightline.trainer.score.latent;

import java.util.Arrays;

/**
 * Multinomial logistic regression over standardized numbers, by gradient descent with momentum.
 *
 * <p>Threading: immutable once learned.
 */
final class LinearClassifier {

  private static final int STEPS = 600;
  private static final double RATE = .5;
  private static final double MOMENTUM = .9;

  private final double[] mean;
  private final double[] deviation;

  /** By class; the last number of each is its bias. */
  private final double[][] weights;

  private LinearClassifier(double[][] rows, int classes) {
    int width = rows[0].length;
    mean = new double[width];
    deviation = new double[width];
    weights = new double[classes][width + 1];
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        deviation[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.length;
      }
    }
    for (int i = 0; i < width; i++) {
      deviation[i] = Math.max(1e-12, Math.sqrt(deviation[i]));
    }
  }

  /**
   * Learns from rows whose classes are known.
   *
   * @param rows by row, then by number
   * @param known class of each row, from 0
   */
  static LinearClassifier learn(double[][] rows, int[] known, int classes) {
    var classifier = new LinearClassifier(rows, classes);
    double[][] inputs = Arrays.stream(rows).map(classifier::input).toArray(double[][]::new);
    var speed = new double[classes][inputs[0].length];
    for (int step = 0; step < STEPS; step++) {
      double[][] slopes = classifier.slopes(inputs, known);
      for (int c = 0; c < classes; c++) {
        for (int i = 0; i < speed[c].length; i++) {
          speed[c][i] = MOMENTUM * speed[c][i] - RATE * slopes[c][i];
          classifier.weights[c][i] += speed[c][i];
        }
      }
    }
    return classifier;
  }

  private double[] input(double[] row) {
    var input = new double[row.length + 1];
    for (int i = 0; i < row.length; i++) {
      input[i] = (row[i] - mean[i]) / deviation[i];
    }
    input[row.length] = 1;
    return input;
  }

  private double[][] slopes(double[][] inputs, int[] known) {
    var slopes = new double[weights.length][inputs[0].length];
    for (int row = 0; row < inputs.length; row++) {
      double[] shares = shares(inputs[row]);
      for (int c = 0; c < weights.length; c++) {
        double error = (shares[c] - (known[row] == c ? 1 : 0)) / inputs.length;
        for (int i = 0; i < slopes[c].length; i++) {
          slopes[c][i] += error * inputs[row][i];
        }
      }
    }
    return slopes;
  }

  private double[] logits(double[] input) {
    var logits = new double[weights.length];
    for (int c = 0; c < logits.length; c++) {
      for (int i = 0; i < input.length; i++) {
        logits[c] += weights[c][i] * input[i];
      }
    }
    return logits;
  }

  private double[] shares(double[] input) {
    double[] shares = logits(input);
    double most = Arrays.stream(shares).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(shares[c] - most);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /** The likeliest class. */
  int classOf(double[] row) {
    double[] logits = logits(input(row));
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }
}
