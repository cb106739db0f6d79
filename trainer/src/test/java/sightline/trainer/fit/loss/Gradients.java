package sightline.trainer.fit.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Compares gradients with central differences, in double precision. */
final class Gradients {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-7;

  private Gradients() {}

  /** That the sum of {@code loss} has the gradient at {@code at} that libtorch says. */
  static void check(UnaryOperator<Tensor> loss, double[] at, long... sizes) {
    try (var scope = new PointerScope()) {
      Tensor x = doubles(at, sizes).requires_grad_(true);
      loss.apply(x).sum().backward();
      double[] gradient = numbers(x.grad());
      for (int i = 0; i < at.length; i++) {
        double expected = (sum(loss, at, i, STEP, sizes) - sum(loss, at, i, -STEP, sizes));
        assertThat(gradient[i])
            .as("by number %d", i)
            .isCloseTo(expected / (2 * STEP), within(TOLERANCE * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static double sum(
      UnaryOperator<Tensor> loss, double[] at, int i, double step, long[] sizes) {
    double[] moved = at.clone();
    moved[i] += step;
    return loss.apply(doubles(moved, sizes)).sum().item_double();
  }

  static Tensor doubles(double[] numbers, long... sizes) {
    var options = new TensorOptions(ScalarType.Double);
    return torch.from_blob(new DoublePointer(numbers), sizes, options).clone();
  }

  static Tensor longs(long... numbers) {
    var options = new TensorOptions(ScalarType.Long);
    return torch.from_blob(new LongPointer(numbers), new long[] {numbers.length}, options).clone();
  }

  /** Row by row. */
  static double[] numbers(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.numel())];
    tensor.contiguous().data_ptr_double().get(numbers);
    return numbers;
  }
}
