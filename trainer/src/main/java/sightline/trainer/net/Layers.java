package sightline.trainer.net;

import java.util.Optional;
import java.util.function.UnaryOperator;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value.BatchNorm;
import sightline.trainer.net.Value.Convolution;

/**
 * Makes layers whose parameters have names below a common one. Input channels are those of what
 * comes in.
 *
 * @param path of all parameters, empty or ending with a dot
 */
public record Layers(String path) {

  private static final double EPSILON = 1e-5;

  public static Layers named(String name) {
    return new Layers(name + ".");
  }

  /** Layers below {@code name}. */
  public Layers under(String name) {
    return new Layers(path + name + ".");
  }

  /** Square convolution that keeps the size at stride 1 (odd kernels), with bias. */
  public Layer conv(String name, int out, int kernel, int stride) {
    return conv(name, out, kernel, new Convolution(stride, kernel / 2, 1, 1));
  }

  /** Square convolution with bias. */
  public Layer conv(String name, int out, int kernel, Convolution how) {
    return in ->
        in.conv2d(
            weight(name, out, in.channels() / how.groups(), kernel),
            Optional.of(bias(name, out)),
            how);
  }

  /** Convolution, batch normalization, activation; no bias. */
  public Layer convNorm(
      String name, int out, int kernel, Convolution how, UnaryOperator<Value> activation) {
    return in ->
        activation.apply(
            norm(name + ".norm")
                .of(
                    in.conv2d(
                        weight(name, out, in.channels() / how.groups(), kernel),
                        Optional.empty(),
                        how)));
  }

  /** The same with padding that keeps the size at stride 1. */
  public Layer convNorm(
      String name, int out, int kernel, int stride, UnaryOperator<Value> activation) {
    return convNorm(name, out, kernel, new Convolution(stride, kernel / 2, 1, 1), activation);
  }

  /** Transposed convolution with bias. */
  public Layer convTranspose(String name, int out, int kernel, Convolution how) {
    return in ->
        in.convTranspose2d(
            Parameter.learned(
                path + name + ".weight", Start.he(), in.channels(), out, kernel, kernel),
            Optional.of(bias(name, out)),
            how);
  }

  public Layer norm(String name) {
    return in -> {
      int channels = in.channels();
      return in.batchNorm(
          new BatchNorm(
              Parameter.learned(path + name + ".weight", Start.constant(1), channels),
              Parameter.learned(path + name + ".bias", Start.constant(0), channels),
              Parameter.kept(path + name + ".mean", 0, channels),
              Parameter.kept(path + name + ".variance", 1, channels),
              EPSILON));
    };
  }

  /** Full connection over the last axis, with bias. */
  public Layer linear(String name, int out) {
    return in ->
        in.linear(
            Parameter.learned(
                path + name + ".weight", Start.he(), out, in.sizes().get(in.sizes().size() - 1)),
            Optional.of(bias(name, out)));
  }

  private Parameter weight(String name, int out, int in, int kernel) {
    return Parameter.learned(path + name + ".weight", Start.he(), out, in, kernel, kernel);
  }

  private Parameter bias(String name, int out) {
    return Parameter.learned(path + name + ".bias", Start.constant(0), out);
  }
}
