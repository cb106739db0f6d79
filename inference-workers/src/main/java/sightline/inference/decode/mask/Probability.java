package sightline.inference.decode.mask;

/** From logits to probabilities, exact to a few millionths and much faster than the library. */
final class Probability {

  private static final float LOG2_E = 1.4426950409f;
  private static final int BIAS = 127;
  private static final int MANTISSA_BITS = 23;
  private static final float MAX_EXPONENT = 126;

  private Probability() {}

  /** 0 to 1; NaN for NaN. */
  static float sigmoid(float logit) {
    return 1 / (1 + exp(-logit));
  }

  /** The logit whose sigmoid is {@code probability}. */
  static float logit(float probability) {
    return (float) Math.log(probability / (1d - probability));
  }

  /** e to the power of {@code x}: 2 to a whole number, times 2 to the rest by its series. */
  static float exp(float x) {
    float power = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, x * LOG2_E));
    int whole = (int) (power + MAX_EXPONENT + .5f) - (int) MAX_EXPONENT;
    float rest = power - whole;
    float series =
        1
            + rest
                * (.69314718f
                    + rest
                        * (.24022651f
                            + rest * (.05550411f + rest * (.00961813f + rest * .00133336f))));
    return Float.intBitsToFloat((whole + BIAS) << MANTISSA_BITS) * series;
  }
}
