package sightline.trainer.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;

/**
 * Reads a net by computing it on libtorch.
 *
 * <p>Threading: one platform thread, since grad mode belongs to the thread. Ownership: the tensors
 * of a pass belong to the caller's {@code PointerScope}.
 */
public final class TorchReading {

  private final Weights weights;
  private final boolean training;

  private TorchReading(Weights weights, boolean training) {
    this.weights = weights;
    this.training = training;
  }

  /** With statistics of the batch, noise and dropout. */
  public static TorchReading training(Weights weights) {
    return new TorchReading(weights, true);
  }

  /** As the exported file computes. */
  public static TorchReading judging(Weights weights) {
    return new TorchReading(weights, false);
  }

  /** {@link Net#forward} of pictures (N, C, H, W). */
  public Map<String, Tensor> forward(Net net, Tensor pictures) {
    return read(pictures, net::forward);
  }

  /** {@link Net#answer} of pictures (N, C, H, W). */
  public Map<String, Tensor> answer(Net net, Tensor pictures) {
    return read(pictures, net::answer);
  }

  private Map<String, Tensor> read(Tensor pictures, Function<Value, Map<String, Value>> pass) {
    var results = new LinkedHashMap<String, Tensor>();
    pass.apply(new TorchValue(this, pictures))
        .forEach((name, value) -> results.put(name, ((TorchValue) value).tensor()));
    return results;
  }

  Weights weights() {
    return weights;
  }

  boolean isTraining() {
    return training;
  }

  /** Sizes of a tensor without its batch. */
  static List<Integer> sizes(Tensor tensor) {
    long[] shape = tensor.shape();
    var sizes = new ArrayList<Integer>();
    for (int i = 1; i < shape.length; i++) {
      sizes.add(Math.toIntExact(shape[i]));
    }
    return sizes;
  }
}
