package sightline.trainer.tensor;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;

/** A value that is a tensor, batch first. */
record TorchValue(TorchReading reading, Tensor tensor) implements Value {

  /** Share of the old statistics that a step replaces, as in PyTorch. */
  private static final double MOMENTUM = 0.1;

  private TorchValue with(Tensor result) {
    return new TorchValue(reading, result);
  }

  private static Tensor tensor(Value value) {
    return ((TorchValue) value).tensor;
  }

  private Tensor tensor(Parameter parameter) {
    return reading.weights().tensor(parameter);
  }

  private TensorOptional optional(Optional<Parameter> parameter) {
    return parameter.map(one -> new TensorOptional(tensor(one))).orElseGet(TensorOptional::new);
  }

  private static long[] both(int number) {
    return new long[] {number, number};
  }

  @Override
  public List<Integer> sizes() {
    return TorchReading.sizes(tensor);
  }

  // ---- with parameters ------------------------------------------------------------------------

  @Override
  public Value conv2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    return with(
        torch.conv2d(
            tensor,
            tensor(weight),
            optional(bias),
            both(how.stride()),
            both(how.padding()),
            both(how.dilation()),
            how.groups()));
  }

  @Override
  public Value convTranspose2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    return with(
        torch.conv_transpose2d(
            tensor,
            tensor(weight),
            optional(bias),
            both(how.stride()),
            both(how.padding()),
            both(0),
            how.groups(),
            both(how.dilation())));
  }

  @Override
  public Value linear(Parameter weight, Optional<Parameter> bias) {
    return with(torch.linear(tensor, tensor(weight), optional(bias)));
  }

  @Override
  public Value batchNorm(BatchNorm norm) {
    return with(
        torch.batch_norm(
            tensor,
            new TensorOptional(tensor(norm.weight())),
            new TensorOptional(tensor(norm.bias())),
            new TensorOptional(tensor(norm.mean())),
            new TensorOptional(tensor(norm.variance())),
            reading.isTraining(),
            MOMENTUM,
            norm.epsilon(),
            false));
  }

  @Override
  public Value parameter(Parameter parameter) {
    return with(tensor(parameter).unsqueeze(0));
  }

  @Override
  public Value constant(float[] numbers, List<Integer> sizes) {
    long[] shape = batchOf(1, sizes);
    return with(reading.weights().processor().tensor(numbers, shape));
  }

  private static long[] batchOf(long batch, List<Integer> sizes) {
    var shape = new long[sizes.size() + 1];
    shape[0] = batch;
    for (int i = 0; i < sizes.size(); i++) {
      shape[i + 1] = sizes.get(i);
    }
    return shape;
  }

  // ---- number by number -----------------------------------------------------------------------

  @Override
  public Value each(Function function) {
    return with(
        switch (function) {
          case RELU -> torch.relu(tensor);
          case SILU -> torch.silu(tensor);
          case SIGMOID -> torch.sigmoid(tensor);
          case TANH -> torch.tanh(tensor);
          case EXP -> torch.exp(tensor);
          case LOG -> torch.log(tensor);
          case SOFTPLUS -> torch.softplus(tensor);
          case SQRT -> torch.sqrt(tensor);
          case ABS -> torch.abs(tensor);
        });
  }

  @Override
  public Value combined(Arithmetic how, Value other) {
    Tensor its = tensor(other);
    return with(
        switch (how) {
          case ADD -> tensor.add(its);
          case SUBTRACT -> tensor.sub(its);
          case MULTIPLY -> tensor.mul(its);
          case DIVIDE -> tensor.div(its);
        });
  }

  @Override
  public Value scale(double factor) {
    return with(tensor.mul(new Scalar(factor)));
  }

  @Override
  public Value shift(double summand) {
    return with(tensor.add(new Scalar(summand)));
  }

  @Override
  public Value clip(double min, double max) {
    return with(
        torch.clamp(
            tensor, new ScalarOptional(new Scalar(min)), new ScalarOptional(new Scalar(max))));
  }

  @Override
  public Value leakyRelu(double slope) {
    return with(torch.leaky_relu(tensor, new Scalar(slope)));
  }

  @Override
  public Value softmax(int axis) {
    return with(torch.softmax(tensor, axis + 1L));
  }

  // ---- shapes ---------------------------------------------------------------------------------

  @Override
  public Value reshape(Integer... sizes) {
    return with(tensor.reshape(batchOf(-1, List.of(sizes))));
  }

  @Override
  public Value permute(Integer... axes) {
    var order = new long[axes.length + 1];
    for (int i = 0; i < axes.length; i++) {
      order[i + 1] = axes[i] + 1L;
    }
    return with(tensor.permute(order));
  }

  @Override
  public Value slice(int axis, int from, int to) {
    return with(tensor.narrow(axis + 1L, from, (long) to - from));
  }

  @Override
  public Value cat(int axis, List<Value> others) {
    var all = new TensorVector(tensor);
    others.forEach(other -> all.push_back(tensor(other)));
    return with(torch.cat(all, axis + 1L));
  }

  @Override
  public Value pad(Padding around, double number) {
    return with(
        torch.constant_pad_nd(
            tensor,
            new long[] {around.left(), around.right(), around.top(), around.bottom()},
            new Scalar(number)));
  }

  @Override
  public Value mean(int axis) {
    return with(torch.mean(tensor, new long[] {axis + 1L}, true, new ScalarTypeOptional()));
  }

  @Override
  public Value sum(int axis) {
    return with(torch.sum(tensor, new long[] {axis + 1L}, true, new ScalarTypeOptional()));
  }

  @Override
  public Value toTiles(int rows, int columns) {
    int high = height() / rows;
    int wide = width() / columns;
    return with(
        tensor
            .reshape(-1, channels(), rows, high, columns, wide)
            .permute(0, 2, 4, 1, 3, 5)
            .reshape(-1, channels(), high, wide));
  }

  @Override
  public Value fromTiles(int rows, int columns) {
    return with(
        tensor
            .reshape(-1, rows, columns, channels(), height(), width())
            .permute(0, 3, 1, 4, 2, 5)
            .reshape(-1, channels(), (long) rows * height(), (long) columns * width()));
  }

  // ---- pooling and resizing -------------------------------------------------------------------

  private static Tensor padded(Tensor tensor, Pooling how, Scalar number) {
    return how.before() == 0 && how.after() == 0
        ? tensor
        : torch.constant_pad_nd(
            tensor, new long[] {how.before(), how.after(), how.before(), how.after()}, number);
  }

  @Override
  public Value maxPool(Pooling how) {
    return with(
        torch.max_pool2d(
            padded(tensor, how, new Scalar(-Float.MAX_VALUE)),
            both(how.kernel()),
            both(how.stride()),
            both(0),
            both(1),
            false));
  }

  @Override
  public Pooled maxPoolIndexed(Pooling how) {
    if (how.before() != 0 || how.after() != 0) {
      throw new IllegalArgumentException("indexed pooling with padding: " + how);
    }
    T_TensorTensor_T both =
        torch.max_pool2d_with_indices(
            tensor, both(how.kernel()), both(how.stride()), both(0), both(1), false);
    return new TorchPooled(with(both.get0()), both.get1(), height(), width());
  }

  @Override
  public Value maxUnpool(Pooled pooled) {
    var from = (TorchPooled) pooled;
    return with(torch.max_unpool2d(tensor, from.indices, from.height, from.width));
  }

  private record TorchPooled(Value value, Tensor indices, int height, int width)
      implements Pooled {}

  @Override
  public Value averagePool(Pooling how) {
    return with(
        torch.avg_pool2d(
            padded(tensor, how, new Scalar(0)),
            both(how.kernel()),
            both(how.stride()),
            both(0),
            false,
            true,
            new LongOptional()));
  }

  @Override
  public Value globalAverage() {
    return with(torch.adaptive_avg_pool2d(tensor, 1, 1));
  }

  @Override
  public Value nearest(int factor) {
    return with(
        torch.upsample_nearest2d(
            tensor, new long[] {(long) height() * factor, (long) width() * factor}));
  }

  @Override
  public Value bedOfNails(int factor) {
    int high = height();
    int wide = width();
    return with(
        torch
            .constant_pad_nd(
                tensor.reshape(-1, channels(), high, 1, wide, 1),
                new long[] {0, factor - 1L, 0, 0, 0, factor - 1L},
                new Scalar(0))
            .reshape(-1, channels(), (long) high * factor, (long) wide * factor));
  }

  @Override
  public Value bilinear(int height, int width) {
    return with(torch.upsample_bilinear2d(tensor, new long[] {height, width}, false));
  }

  // ---- training -------------------------------------------------------------------------------

  @Override
  public Value noise() {
    return with(reading.isTraining() ? torch.randn_like(tensor) : torch.zeros_like(tensor));
  }

  @Override
  public Value dropout(double share) {
    return with(torch.dropout(tensor, share, reading.isTraining()));
  }
}
