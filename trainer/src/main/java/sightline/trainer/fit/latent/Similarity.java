package sightline.trainer.fit.latent;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How alike two pictures look: mean, contrast and structure of windows compared, rather than pixels
 * (Z. Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity",
 * 2004; as a loss H. Zhao et al., 2017). With mean m, variance v, covariance c of windows of 7 x 7
 * px:
 *
 * <pre>
 *   similarity = (2 m m' + c1) (2 c + c2) / ((m^2 + m'^2 + c1) (v + v' + c2))
 * </pre>
 */
final class Similarity {

  private static final int SIDE = 7;
  private static final float C1 = .01f * .01f;
  private static final float C2 = .03f * .03f;

  private Similarity() {}

  /**
   * 1 minus the mean similarity of all windows.
   *
   * @param given (N, C, H, W)
   * @param clean as {@code given}
   * @param range of their numbers, greatest less least
   */
  static Tensor loss(Tensor given, Tensor clean, double range) {
    Tensor m = mean(given); // (N, C, H - 6, W - 6)
    Tensor n = mean(clean);
    Tensor v = mean(given.square()).sub(m.square());
    Tensor w = mean(clean.square()).sub(n.square());
    Tensor c = mean(given.mul(clean)).sub(m.mul(n));
    var c1 = new Scalar((float) (C1 * range * range));
    var c2 = new Scalar((float) (C2 * range * range));
    var two = new Scalar(2f);
    Tensor above = m.mul(n).mul(two).add(c1).mul(c.mul(two).add(c2));
    Tensor below = m.square().add(n.square()).add(c1).mul(v.add(w).add(c2));
    Tensor similarity = above.div(below);
    return torch.ones_like(similarity).sub(similarity).mean();
  }

  private static Tensor mean(Tensor picture) {
    long side = Math.min(SIDE, Math.min(picture.size(2), picture.size(3)));
    return torch.avg_pool2d(
        picture,
        new long[] {side, side},
        new long[] {1, 1},
        new long[] {0, 0},
        false,
        true,
        new LongOptional());
  }
}
