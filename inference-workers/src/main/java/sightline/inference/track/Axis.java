package sightline.inference.track;

/**
 * Kalman filter of one number that moves at a constant velocity, in five places of an array: value,
 * velocity, variance of the value, covariance, variance of the velocity. Time is counted in frames.
 *
 * <p>Both trackers have diagonal noise and measure each value alone, so their filters of 7 and 8
 * states fall apart into four of these exactly.
 *
 * <p>Numbers are kept in single precision, so that the stored state is the state; arithmetic is in
 * double.
 */
final class Axis {

  /** Places of one axis. */
  static final int SIZE = 5;

  private Axis() {}

  /** Begins at {@code value}, at rest, as uncertain as the two variances say. */
  static void start(
      float[] state, int axis, double value, double variance, double velocityVariance) {
    int at = axis * SIZE;
    state[at] = (float) value;
    state[at + 1] = 0;
    state[at + 2] = (float) variance;
    state[at + 3] = 0;
    state[at + 4] = (float) velocityVariance;
  }

  /** One frame later, with so much noise added to the variances. */
  static void predict(float[] state, int axis, double noise, double velocityNoise) {
    int at = axis * SIZE;
    double covariance = state[at + 3];
    double velocityVariance = state[at + 4];
    state[at] += state[at + 1];
    state[at + 2] = (float) (state[at + 2] + 2 * covariance + velocityVariance + noise);
    state[at + 3] = (float) (covariance + velocityVariance);
    state[at + 4] = (float) (velocityVariance + velocityNoise);
  }

  /** Takes in that {@code measured} was seen, with so much noise. */
  static void correct(float[] state, int axis, double measured, double noise) {
    int at = axis * SIZE;
    double variance = state[at + 2];
    double covariance = state[at + 3];
    double innovation = measured - state[at];
    double gain = variance / (variance + noise);
    double velocityGain = covariance / (variance + noise);
    state[at] = (float) (state[at] + gain * innovation);
    state[at + 1] = (float) (state[at + 1] + velocityGain * innovation);
    state[at + 2] = (float) ((1 - gain) * variance);
    state[at + 3] = (float) ((1 - gain) * covariance);
    state[at + 4] = (float) Math.max(0, state[at + 4] - velocityGain * covariance);
  }

  static double value(float[] state, int axis) {
    return state[axis * SIZE];
  }

  static double velocity(float[] state, int axis) {
    return state[axis * SIZE + 1];
  }

  static void stop(float[] state, int axis) {
    state[axis * SIZE + 1] = 0;
  }
}
