package sightline.trainer.fit.detect.assign;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.tensor.Processor;

/**
 * Numbers between libtorch and Java.
 *
 * <p>Ownership: tensors belong to the caller's scope; arrays are copies.
 */
public final class HostNumbers {

  private HostNumbers() {}

  /** Row by row, without gradient. */
  public static float[] of(Tensor tensor) {
    return Processor.numbers(tensor);
  }

  /** A float32 tensor on the device of {@code like}. */
  public static Tensor tensor(float[] numbers, Tensor like, long... sizes) {
    return torch
        .from_blob(new FloatPointer(numbers), sizes)
        .clone()
        .to(like.device(), ScalarType.Float);
  }

  /** An int64 vector on the device of {@code like}. */
  public static Tensor vector(long[] numbers, Tensor like) {
    return torch
        .from_blob(
            new LongPointer(numbers),
            new long[] {numbers.length},
            new TensorOptions(ScalarType.Long))
        .clone()
        .to(like.device(), ScalarType.Long);
  }
}
