package sightline.trainer.fit.pixel;

import org.bytedeco.pytorch.Tensor;

/**
 * How far logits are from the truth. Pixels that are ignored count nowhere.
 *
 * <p>Threading: immutable, any thread. Ownership: tensors belong to the caller's scope.
 */
@FunctionalInterface
interface PixelLoss {

  /**
   * A scalar, 0 where all is told surely and right, also when no pixel counts.
   *
   * @param logits (N, channels, H, W)
   */
  Tensor of(Tensor logits, PixelTruth truth);
}
