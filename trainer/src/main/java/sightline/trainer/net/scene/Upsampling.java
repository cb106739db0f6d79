package sightline.trainer.net.scene;

import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.scene.Contraction.Level;

/** How a picture becomes twice as large. */
enum Upsampling {
  /** Between the four numbers around. */
  BILINEAR,
  /** Each number four times. */
  NEAREST,
  /** Each number in the top left of four, zeros beside it. */
  NAILS,
  /** Each number where the pooling found the maximum, zeros beside it [Zeiler 2014]. */
  UNPOOL,
  /** Learned: 2 x 2 kernels side by side. */
  TRANSPOSED;

  /**
   * Doubles the sides.
   *
   * @param coarse with as many channels as {@code level}
   * @param level that is reached; its pooling has the indices for {@code UNPOOL}
   */
  Value twice(Layers layers, Value coarse, Level level) {
    return switch (this) {
      case BILINEAR -> coarse.bilinear(2 * coarse.height(), 2 * coarse.width());
      case NEAREST -> coarse.nearest(2);
      case NAILS -> coarse.bedOfNails(2);
      case UNPOOL -> coarse.maxUnpool(level.pooled().orElseThrow());
      case TRANSPOSED ->
          layers.convTranspose("twice", coarse.channels(), 2, Convolution.of(2, 0)).of(coarse);
    };
  }
}
