package sightline.inference.decode.prior;

/**
 * What turns the numbers of one row of classes into scores.
 *
 * <p>A row is read in two steps, so that of the many classes below the limit none costs an
 * exponential: {@link #normalizer} looks at the whole row, {@link #limit} says which number a class
 * has to reach.
 */
enum Activation {
  /** They are scores already. */
  NONE {
    @Override
    double normalizer(float[] values, Row row) {
      return 0;
    }

    @Override
    double limit(float minScore, double normalizer) {
      return minScore;
    }

    @Override
    float score(float value, double normalizer) {
      return value;
    }
  },
  /** Each is a logit of its own. */
  SIGMOID {
    @Override
    double normalizer(float[] values, Row row) {
      return 0;
    }

    @Override
    double limit(float minScore, double normalizer) {
      return Math.log(minScore / (1d - minScore));
    }

    @Override
    float score(float value, double normalizer) {
      return (float) (1 / (1 + Math.exp(-value)));
    }
  },
  /** They share out one. The normalizer is the logarithm of the sum of their exponentials. */
  SOFTMAX {
    @Override
    double normalizer(float[] values, Row row) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int column = 0; column < row.columns(); column++) {
        largest = Math.max(largest, values[row.at(column)]);
      }
      double sum = 0;
      for (int column = 0; column < row.columns(); column++) {
        sum += Math.exp(values[row.at(column)] - largest);
      }
      return largest + Math.log(sum);
    }

    @Override
    double limit(float minScore, double normalizer) {
      return Math.log(minScore) + normalizer;
    }

    @Override
    float score(float value, double normalizer) {
      return (float) Math.exp(value - normalizer);
    }
  };

  /** What one row needs beside its single numbers. */
  abstract double normalizer(float[] values, Row row);

  /** The least number with a score of {@code minScore}. */
  abstract double limit(float minScore, double normalizer);

  abstract float score(float value, double normalizer);
}
