package sightline.trainer.net.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.BatchNorm;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.onnx.OnnxNode;

/** Operators with parameters. */
final class Convolutions {

  static final Map<String, Operator> ALL =
      Map.of(
          "Conv", Operator.one(Convolutions::conv),
          "ConvTranspose", Operator.one(Convolutions::transposed),
          "BatchNormalization", Operator.one(Convolutions::norm),
          "Gemm", Operator.one(Convolutions::gemm),
          "MatMul", Operator.one(Convolutions::product),
          "PRelu", Operator.one(Convolutions::prelu));

  private Convolutions() {}

  private static Value conv(Call call) {
    Value in = call.picture(0);
    Parameter weight = weight(call);
    Window window = Window.of(call, in, kernel(weight));
    int groups = groups(call);
    var bias = call.bias(2);
    if (window.isEven()) {
      int padding = window.around().left();
      return in.conv2d(
          weight, bias, new Convolution(window.stride(), padding, window.dilation(), groups));
    }
    return window
        .padded(in, 0)
        .conv2d(weight, bias, new Convolution(window.stride(), 0, window.dilation(), groups));
  }

  private static Value transposed(Call call) {
    Value in = call.picture(0);
    Parameter weight = weight(call);
    Window window = Window.of(call, in, kernel(weight));
    OnnxNode node = call.node();
    boolean plain =
        node.text("auto_pad", "NOTSET").equals("NOTSET")
            && !node.has("output_shape")
            && node.wholes("output_padding").stream().allMatch(pad -> pad == 0)
            && window.isEven()
            && window.dilation() == 1;
    call.require(plain, "a size of its own, or unequal pads or dilation");
    return in.convTranspose2d(
        weight,
        call.bias(2),
        new Convolution(window.stride(), window.around().left(), 1, groups(call)));
  }

  private static Parameter weight(Call call) {
    Parameter weight = call.learned(1, Start.he());
    call.require(weight.sizes().size() == 4, "a weight of sizes %s".formatted(weight.sizes()));
    return weight;
  }

  private static List<Long> kernel(Parameter weight) {
    return weight.sizes().subList(2, 4).stream().map(Integer::longValue).toList();
  }

  private static int groups(Call call) {
    long groups = call.node().whole("group", 1);
    call.require(groups >= 1 && groups <= 1 << 16, "group " + groups);
    return (int) groups;
  }

  private static Value norm(Call call) {
    Start one = Start.constant(1);
    Start zero = Start.constant(0);
    return call.value(0)
        .batchNorm(
            new BatchNorm(
                call.learned(1, one),
                call.learned(2, zero),
                call.parameter(3, zero, false),
                call.parameter(4, one, false),
                call.node().real("epsilon", 1e-5f)));
  }

  private static Value gemm(Call call) {
    OnnxNode node = call.node();
    boolean plain =
        node.real("alpha", 1) == 1 && node.real("beta", 1) == 1 && node.whole("transA", 0) == 0;
    call.require(plain, "alpha, beta or transA");
    return rows(call, node.whole("transB", 0) == 1 ? weight2(call) : columns(call), call.bias(2));
  }

  private static Value product(Call call) {
    return rows(call, columns(call), Optional.empty());
  }

  private static Value rows(Call call, Parameter weight, Optional<Parameter> bias) {
    Optional<Parameter> flat =
        bias.map(
            one -> new Parameter(one.name(), List.of(one.count()), one.start(), one.learned()));
    return call.value(0).linear(weight, flat);
  }

  private static Parameter weight2(Call call) {
    Parameter weight = call.learned(1, Start.he());
    call.require(weight.sizes().size() == 2, "a weight of sizes " + weight.sizes());
    return weight;
  }

  /** Of a weight (in, out), which is kept as (out, in) under a name of its own. */
  private static Parameter columns(Call call) {
    Parameter weight = weight2(call);
    List<Integer> sizes = List.of(weight.sizes().get(1), weight.sizes().get(0));
    return new Parameter(weight.name() + FileGraph.TRANSPOSED, sizes, weight.start(), true);
  }

  /** x where positive, else x * slope, a slope for each channel. */
  private static Value prelu(Call call) {
    Value in = call.value(0);
    Parameter slope = call.learned(1, Start.constant(.25));
    Value slopes = Elementwise.spread(call, in.parameter(slope), in);
    return in.relu().subtract(in.scale(-1).relu().multiply(slopes));
  }
}
