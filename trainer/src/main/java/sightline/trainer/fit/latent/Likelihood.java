package sightline.trainer.fit.latent;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How unlikely a picture x is when x' is given back, for each of its numbers, without constants:
 *
 * <pre>
 *   L2         (x - x')^2
 *   L1         |x - x'|
 *   GAUSSIAN   (x - x')^2 / (2 s^2)                      [Kingma 2014, C.2]
 *   BERNOULLI  -x log x' - (1 - x) log(1 - x')           [Kingma 2014, C.1]
 * </pre>
 */
enum Likelihood {
  L2,
  L1,
  GAUSSIAN,
  BERNOULLI;

  /**
   * Of each number: (N, C, H, W).
   *
   * @param raw what is given back before the sigmoid, for {@code BERNOULLI}
   * @param given what is given back
   * @param clean what should be
   * @param deviation s of {@code GAUSSIAN}, in units of the input tensor
   */
  Tensor of(Tensor raw, Tensor given, Tensor clean, double deviation) {
    return switch (this) {
      case L2 -> given.sub(clean).square();
      case L1 -> given.sub(clean).abs();
      case GAUSSIAN ->
          given.sub(clean).square().mul(new Scalar((float) (1 / (2 * deviation * deviation))));
      case BERNOULLI -> torch.softplus(raw).sub(raw.mul(clean)); // log(1 + e^r) - x r
    };
  }
}
