package sightline.trainer.net.latent;

import java.util.List;
import sightline.trainer.net.Value;

/**
 * Numbers of 0 to 1 as whole numbers of 0 to {@code 2^bits - 1}.
 *
 * <p>Adding 1.5 * 2^23 leaves a float32 no places behind the point, so that the sum is rounded to
 * the nearest even; taking it away again gives the whole number. As far as gradients go nothing has
 * happened, which is the straight-through estimator (Y. Bengio, N. Léonard, A. Courville, 2013; for
 * compression L. Theis et al., 2017).
 *
 * @param bits of a number, 1 to 8
 */
record Rounding(int bits) {

  private static final float PLACES = 1.5f * (1 << 23);
  private static final List<Integer> ONE = List.of(1, 1, 1);

  int greatest() {
    return (1 << bits) - 1;
  }

  /** Constants, not plain factors: they are float32 whatever the precision of {@code share}. */
  Value round(Value share) {
    Value places = share.constant(new float[] {PLACES}, ONE);
    Value scaled = share.multiply(share.constant(new float[] {greatest()}, ONE));
    return scaled.add(places).subtract(places);
  }
}
