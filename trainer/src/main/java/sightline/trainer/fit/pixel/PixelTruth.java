package sightline.trainer.fit.pixel;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.tensor.Processor;

/**
 * What the pixels of a batch show.
 *
 * <p>Ownership: tensors belong to the caller's scope.
 *
 * @param planes int64 (N, planes, H, W); ignored pixels are 0
 * @param counted float (N, planes, H, W), 1 where a pixel counts, else 0
 */
record PixelTruth(PixelClasses classes, Tensor planes, Tensor counted) {

  private static final float LEAST = 1e-6f;

  /**
   * Reads the planes of a batch.
   *
   * @param logits whose size and device it shall have
   * @throws IllegalArgumentException when the batch has other planes, or a pixel a class without
   *     label
   */
  static PixelTruth of(PixelClasses classes, Batch batch, Tensor logits) {
    long planes = classes.kind() == Kind.INDEPENDENT ? classes.labels() : 1;
    ByteBuffer bytes = batch.planes().duplicate();
    requireKnown(classes, bytes, batch);
    Processor processor = logits.is_cuda() ? Processor.CUDA : Processor.CPU;
    Tensor read =
        processor
            .tensor(bytes, logits.size(0), planes, logits.size(2), logits.size(3))
            .toType(ScalarType.Long);
    Tensor known = read.ne(new Scalar(Batch.IGNORED));
    return new PixelTruth(classes, read.mul(known), known.toType(ScalarType.Float));
  }

  private static void requireKnown(PixelClasses classes, ByteBuffer planes, Batch batch) {
    int known = classes.kind() == Kind.INDEPENDENT ? 2 : classes.labels();
    for (int i = 0; i < planes.limit(); i++) {
      int number = planes.get(i) & 0xff;
      if (number >= known && number != Batch.IGNORED) {
        throw new IllegalArgumentException(
            "a pixel of %s is %d, expected 0 to %d, or %d for ignored"
                .formatted(batch.names(), number, known - 1, Batch.IGNORED));
      }
    }
  }

  /** 1 for what a pixel shows, else 0: float (N, channels, H, W). */
  Tensor targets() {
    return switch (classes.kind()) {
      case BINARY, INDEPENDENT -> planes.toType(ScalarType.Float);
      case EXCLUSIVE ->
          torch
              .one_hot(planes.squeeze(1), classes.labels()) // (N, H, W, classes)
              .permute(0, 3, 1, 2)
              .toType(ScalarType.Float);
    };
  }

  /**
   * The mean over what counts.
   *
   * @param losses (N, planes, H, W)
   * @param weights the same, or broadcast to it
   */
  Tensor mean(Tensor losses, Tensor weights) {
    Tensor shares = counted.mul(weights); // (N, planes, H, W)
    return losses.mul(shares).sum().div(torch.clamp_min(shares.sum(), new Scalar(LEAST)));
  }
}
