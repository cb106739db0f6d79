package sightline.trainer.fit.pixel;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.tensor.Processor;

/**
 * How much a pixel counts by what it shows.
 *
 * @param weights by label; empty for 1 each. Of independent labels, how much pixels that have the
 *     label count against those that have not.
 */
record ClassWeights(List<Double> weights) {

  static final ClassWeights NONE = new ClassWeights(List.of());

  ClassWeights {
    weights = List.copyOf(weights);
  }

  void requireFit(PixelClasses classes) {
    if (!weights.isEmpty() && weights.size() != classes.labels()
        || weights.stream().anyMatch(weight -> !(weight >= 0 && weight <= 1e6))) {
      throw new IllegalArgumentException(
          "loss.parameters.classWeights is %s, expected %d numbers of 0 to 1e6"
              .formatted(weights, classes.labels()));
    }
  }

  /** For each pixel (N, planes, H, W), or something that is broadcast to it. */
  Tensor of(PixelTruth truth) {
    Processor processor = truth.counted().is_cuda() ? Processor.CUDA : Processor.CPU;
    if (weights.isEmpty()) {
      return processor.tensor(new float[] {1}, 1, 1, 1, 1);
    }
    var numbers = new float[weights.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = weights.get(i).floatValue();
    }
    if (truth.classes().kind() == Kind.INDEPENDENT) {
      Tensor extra = processor.tensor(less(numbers), 1, numbers.length, 1, 1);
      return truth.targets().mul(extra).add(processor.tensor(new float[] {1}, 1, 1, 1, 1));
    }
    Tensor planes = truth.planes();
    return torch
        .index_select(processor.tensor(numbers, numbers.length), 0, planes.reshape(-1))
        .reshape(planes.shape()); // (N, 1, H, W)
  }

  private static float[] less(float[] numbers) {
    var less = numbers.clone();
    for (int i = 0; i < less.length; i++) {
      less[i]--;
    }
    return less;
  }
}
