package sightline.trainer.net;

import java.util.List;
import java.util.Optional;

/**
 * A value in a network. A net's forward pass is written once against this; one reading computes on
 * libtorch, one records ONNX, one only knows the sizes. Every value is new; none is changed.
 *
 * <p>A value holds float32 numbers for a batch of samples. The batch is its first dimension and is
 * not spoken of: {@link #sizes} and the axes named here are those of one sample, axis 0 being the
 * channels of a picture (C, H, W). Batches are of any length.
 *
 * <p>Two values that are added or multiplied have the same sizes, or one has a 1 where the other
 * has more.
 *
 * <p>Threading: one thread.
 */
public interface Value {

  /** Sizes of one sample, for a picture channels, height, width. */
  List<Integer> sizes();

  default int channels() {
    return sizes().get(0);
  }

  default int height() {
    return sizes().get(1);
  }

  default int width() {
    return sizes().get(2);
  }

  // ---- with parameters ------------------------------------------------------------------------

  /**
   * Convolution.
   *
   * @param weight (out, in / groups, kernel height, kernel width)
   * @param bias (out), or none
   */
  Value conv2d(Parameter weight, Optional<Parameter> bias, Convolution how);

  /**
   * Transposed convolution; the result is (in - 1) * stride - 2 * padding + kernel long.
   *
   * @param weight (in, out / groups, kernel height, kernel width)
   * @param bias (out), or none
   */
  Value convTranspose2d(Parameter weight, Optional<Parameter> bias, Convolution how);

  /**
   * Matrix product over the last axis.
   *
   * @param weight (out, in)
   */
  Value linear(Parameter weight, Optional<Parameter> bias);

  /** Batch normalization over all axes but the channels; running statistics outside training. */
  Value batchNorm(BatchNorm norm);

  /** A parameter as a value with batch length 1, spread over the batch. */
  Value parameter(Parameter parameter);

  /**
   * Numbers that are the same for all samples.
   *
   * @param numbers row by row, as many as {@code sizes} has
   */
  Value constant(float[] numbers, List<Integer> sizes);

  // ---- number by number -----------------------------------------------------------------------

  /** {@code function} of each number. */
  Value each(Function function);

  /** Each number with the one of {@code other} at its place. */
  Value combined(Arithmetic how, Value other);

  default Value add(Value other) {
    return combined(Arithmetic.ADD, other);
  }

  default Value subtract(Value other) {
    return combined(Arithmetic.SUBTRACT, other);
  }

  default Value multiply(Value other) {
    return combined(Arithmetic.MULTIPLY, other);
  }

  default Value divide(Value other) {
    return combined(Arithmetic.DIVIDE, other);
  }

  /** Times {@code factor}. */
  Value scale(double factor);

  /** Plus {@code summand}. */
  Value shift(double summand);

  Value clip(double min, double max);

  default Value relu() {
    return each(Function.RELU);
  }

  /** x where positive, else x * slope. */
  Value leakyRelu(double slope);

  /** x * sigmoid(x) [Elfwing 2018]. */
  default Value silu() {
    return each(Function.SILU);
  }

  default Value sigmoid() {
    return each(Function.SIGMOID);
  }

  default Value tanh() {
    return each(Function.TANH);
  }

  default Value exp() {
    return each(Function.EXP);
  }

  /** Natural logarithm. */
  default Value log() {
    return each(Function.LOG);
  }

  /** log(1 + exp(x)). */
  default Value softplus() {
    return each(Function.SOFTPLUS);
  }

  default Value sqrt() {
    return each(Function.SQRT);
  }

  default Value abs() {
    return each(Function.ABS);
  }

  Value softmax(int axis);

  // ---- shapes ---------------------------------------------------------------------------------

  /** The same numbers with other sizes. */
  Value reshape(Integer... sizes);

  /** Axis i of the result is axis {@code axes[i]} of this. */
  Value permute(Integer... axes);

  /** What lies from {@code from} to before {@code to} on an axis. */
  Value slice(int axis, int from, int to);

  /** This and then the others along an axis. */
  Value cat(int axis, List<Value> others);

  /** Adds rows and columns of {@code number} around a picture. */
  Value pad(Padding around, double number);

  /** Mean over an axis, which stays with length 1. */
  Value mean(int axis);

  /** Sum over an axis, which stays with length 1. */
  Value sum(int axis);

  /**
   * Cuts a picture into rows x columns tiles, which become samples of their own: the batch grows by
   * their number.
   */
  Value toTiles(int rows, int columns);

  /** The way back from {@link #toTiles}, for values that are pictures. */
  Value fromTiles(int rows, int columns);

  // ---- pooling and resizing -------------------------------------------------------------------

  Value maxPool(Pooling how);

  /** Max pooling that remembers where the maxima were. */
  Pooled maxPoolIndexed(Pooling how);

  /** Puts each number where the maximum was, zero elsewhere; the way back from {@code pooled}. */
  Value maxUnpool(Pooled pooled);

  /** Average pooling; padding counts as zeros. */
  Value averagePool(Pooling how);

  /** Mean of each channel, 1 x 1. */
  Value globalAverage();

  /** Each number repeated factor x factor times. */
  Value nearest(int factor);

  /** Each number in the top left of factor x factor, zero elsewhere. */
  Value bedOfNails(int factor);

  /** Bilinear resizing, half pixel centers. */
  Value bilinear(int height, int width);

  // ---- training -------------------------------------------------------------------------------

  /** Standard normal numbers of these sizes while training; zeros otherwise. */
  Value noise();

  /** Sets a share of the numbers to zero while training and scales the rest; nothing otherwise. */
  Value dropout(double share);

  /** Of each number on its own. */
  enum Function {
    RELU,
    SILU,
    SIGMOID,
    TANH,
    EXP,
    LOG,
    SOFTPLUS,
    SQRT,
    ABS
  }

  /** Of two numbers. */
  enum Arithmetic {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
  }

  /** A max pooling with what is needed for the way back. Made by {@link #maxPoolIndexed}. */
  interface Pooled {
    Value value();
  }

  /** Same stride, padding, dilation both ways. */
  record Convolution(int stride, int padding, int dilation, int groups) {
    public static Convolution of(int stride, int padding) {
      return new Convolution(stride, padding, 1, 1);
    }
  }

  /**
   * @param before rows and columns added at the top and left; never the maximum
   * @param after rows and columns added at the bottom and right
   */
  record Pooling(int kernel, int stride, int before, int after) {
    /** Windows side by side. */
    public static Pooling of(int kernel) {
      return new Pooling(kernel, kernel, 0, 0);
    }
  }

  /** Rows and columns added. */
  record Padding(int left, int top, int right, int bottom) {}

  /** Parameters and statistics of a batch normalization, each of length channels. */
  record BatchNorm(
      Parameter weight, Parameter bias, Parameter mean, Parameter variance, double epsilon) {}
}
