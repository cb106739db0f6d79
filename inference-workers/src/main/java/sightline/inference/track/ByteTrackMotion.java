package sightline.inference.track;

import sightline.events.geometry.Box;

/**
 * The filter of ByteTrack, which is that of DeepSORT (Wojke 2017): center, aspect ratio and height,
 * each with a velocity. Noise is in proportion to the height, by the authors' constants.
 */
final class ByteTrackMotion implements Motion {

  private static final int RATIO = 2;
  private static final int HEIGHT = 3;
  private static final double POSITION = 1 / 20.;
  private static final double VELOCITY = 1 / 160.;
  private static final double RATIO_NOISE = square(.01);
  private static final double RATIO_VELOCITY_NOISE = square(1e-5);
  private static final double RATIO_MEASURED_NOISE = square(.1);

  @Override
  public void start(float[] state, Box box) {
    double height = box.height();
    double variance = square(2 * POSITION * height);
    double velocityVariance = square(10 * VELOCITY * height);
    Axis.start(state, 0, (box.left() + box.right()) / 2, variance, velocityVariance);
    Axis.start(state, 1, (box.top() + box.bottom()) / 2, variance, velocityVariance);
    Axis.start(state, RATIO, box.width() / height, RATIO_NOISE, RATIO_VELOCITY_NOISE);
    Axis.start(state, HEIGHT, height, variance, velocityVariance);
  }

  @Override
  public void predict(float[] state, boolean seen) {
    if (!seen) {
      Axis.stop(state, HEIGHT);
    }
    double noise = square(POSITION * height(state));
    double velocityNoise = square(VELOCITY * height(state));
    Axis.predict(state, 0, noise, velocityNoise);
    Axis.predict(state, 1, noise, velocityNoise);
    Axis.predict(state, RATIO, RATIO_NOISE, RATIO_VELOCITY_NOISE);
    Axis.predict(state, HEIGHT, noise, velocityNoise);
  }

  @Override
  public void correct(float[] state, Box box) {
    double noise = square(POSITION * height(state));
    Axis.correct(state, 0, (box.left() + box.right()) / 2, noise);
    Axis.correct(state, 1, (box.top() + box.bottom()) / 2, noise);
    Axis.correct(state, RATIO, box.width() / box.height(), RATIO_MEASURED_NOISE);
    Axis.correct(state, HEIGHT, box.height(), noise);
  }

  @Override
  public double width(float[] state) {
    return Axis.value(state, RATIO) * height(state);
  }

  @Override
  public double height(float[] state) {
    return Axis.value(state, HEIGHT);
  }

  private static double square(double value) {
    return value * value;
  }
}
