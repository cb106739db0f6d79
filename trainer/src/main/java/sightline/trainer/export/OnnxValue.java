package sightline.trainer.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;

/**
 * A value that is a result of a recorded graph.
 *
 * @param shadow knows the sizes
 */
record OnnxValue(OnnxRecorder recorder, String name, Value shadow) implements Value {

  private static final String AXIS = "axis";

  @Override
  public List<Integer> sizes() {
    return shadow.sizes();
  }

  private static OnnxValue of(Value value) {
    return (OnnxValue) value;
  }

  private OnnxGraph graph() {
    return recorder.graph();
  }

  private OnnxValue node(String operator, Value sizes, List<String> more, Map<String, Object> how) {
    var inputs = new ArrayList<>(List.of(name));
    inputs.addAll(more);
    return new OnnxValue(recorder, graph().add(operator, inputs, how), sizes);
  }

  private OnnxValue same(String operator) {
    return node(operator, shadow, List.of(), Map.of());
  }

  private String scalar(double number) {
    return graph().freshFloats(new float[] {(float) number});
  }

  private static long[] both(int number) {
    return new long[] {number, number};
  }

  private static long[] around(int before, int after) {
    return new long[] {before, before, after, after};
  }

  // ---- with parameters ------------------------------------------------------------------------

  @Override
  public Value conv2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    return convolved("Conv", shadow.conv2d(weight, bias, how), parameters(weight, bias), how);
  }

  @Override
  public Value convTranspose2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    Value sizes = shadow.convTranspose2d(weight, bias, how);
    return convolved("ConvTranspose", sizes, parameters(weight, bias), how);
  }

  private List<String> parameters(Parameter weight, Optional<Parameter> bias) {
    return Stream.concat(Stream.of(weight), bias.stream()).map(recorder::put).toList();
  }

  private OnnxValue convolved(
      String operator, Value sizes, List<String> parameters, Convolution how) {
    return node(
        operator,
        sizes,
        parameters,
        Map.of(
            "strides",
            both(how.stride()),
            "pads",
            around(how.padding(), how.padding()),
            "dilations",
            both(how.dilation()),
            "group",
            (long) how.groups()));
  }

  @Override
  public Value linear(Parameter weight, Optional<Parameter> bias) {
    int out = weight.sizes().get(0);
    int in = weight.sizes().get(1);
    float[] rows = recorder.of(weight);
    var columns = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      columns[i % in * out + i / in] = rows[i];
    }
    String transposed = graph().floats(weight.name() + ".transposed", columns, in, out);
    Value sizes = shadow.linear(weight, bias);
    OnnxValue product = node("MatMul", sizes, List.of(transposed), Map.of());
    return bias.<Value>map(one -> product.node("Add", sizes, List.of(recorder.put(one)), Map.of()))
        .orElse(product);
  }

  @Override
  public Value batchNorm(BatchNorm norm) {
    List<String> parameters =
        List.of(
            recorder.put(norm.weight()),
            recorder.put(norm.bias()),
            recorder.put(norm.mean()),
            recorder.put(norm.variance()));
    return node(
        "BatchNormalization", shadow, parameters, Map.of("epsilon", (float) norm.epsilon()));
  }

  @Override
  public Value parameter(Parameter parameter) {
    Value sizes = shadow.parameter(parameter);
    String put =
        graph()
            .floats(
                parameter.name() + ".sample",
                recorder.of(parameter),
                batchOf(1, parameter.sizes()));
    return new OnnxValue(recorder, put, sizes);
  }

  @Override
  public Value constant(float[] numbers, List<Integer> sizes) {
    Value shape = shadow.constant(numbers, sizes);
    return new OnnxValue(recorder, graph().freshFloats(numbers, batchOf(1, sizes)), shape);
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
    return switch (function) {
      case RELU -> same("Relu");
      case SILU -> multiply(sigmoid());
      case SIGMOID -> same("Sigmoid");
      case TANH -> same("Tanh");
      case EXP -> same("Exp");
      case LOG -> same("Log");
      case SOFTPLUS -> same("Softplus");
      case SQRT -> same("Sqrt");
      case ABS -> same("Abs");
    };
  }

  @Override
  public Value combined(Arithmetic how, Value other) {
    OnnxValue its = of(other);
    String operator =
        switch (how) {
          case ADD -> "Add";
          case SUBTRACT -> "Sub";
          case MULTIPLY -> "Mul";
          case DIVIDE -> "Div";
        };
    return node(operator, shadow.combined(how, its.shadow), List.of(its.name), Map.of());
  }

  @Override
  public Value scale(double factor) {
    return node("Mul", shadow, List.of(scalar(factor)), Map.of());
  }

  @Override
  public Value shift(double summand) {
    return node("Add", shadow, List.of(scalar(summand)), Map.of());
  }

  @Override
  public Value clip(double min, double max) {
    return node("Clip", shadow, List.of(scalar(min), scalar(max)), Map.of());
  }

  @Override
  public Value leakyRelu(double slope) {
    return node("LeakyRelu", shadow, List.of(), Map.of("alpha", (float) slope));
  }

  @Override
  public Value softmax(int axis) {
    return node("Softmax", shadow, List.of(), Map.of(AXIS, axis + 1L));
  }

  // ---- shapes ---------------------------------------------------------------------------------

  @Override
  public Value reshape(Integer... sizes) {
    return shaped(shadow.reshape(sizes), batchOf(-1, List.of(sizes)));
  }

  private OnnxValue shaped(Value sizes, long... shape) {
    return node("Reshape", sizes, List.of(graph().freshWhole(shape)), Map.of());
  }

  private OnnxValue ordered(Value sizes, long... axes) {
    return node("Transpose", sizes, List.of(), Map.of("perm", axes));
  }

  @Override
  public Value permute(Integer... axes) {
    var order = new long[axes.length + 1];
    for (int i = 0; i < axes.length; i++) {
      order[i + 1] = axes[i] + 1L;
    }
    return ordered(shadow.permute(axes), order);
  }

  @Override
  public Value slice(int axis, int from, int to) {
    List<String> where =
        List.of(graph().freshWhole(from), graph().freshWhole(to), graph().freshWhole(axis + 1L));
    return node("Slice", shadow.slice(axis, from, to), where, Map.of());
  }

  @Override
  public Value cat(int axis, List<Value> others) {
    Value sizes = shadow.cat(axis, others.stream().map(other -> of(other).shadow).toList());
    List<String> names = others.stream().map(other -> of(other).name).toList();
    return node("Concat", sizes, names, Map.of(AXIS, axis + 1L));
  }

  @Override
  public Value pad(Padding around, double number) {
    return padded(
        shadow.pad(around, number),
        number,
        new long[] {
          0, 0, around.top(), around.left(), 0, 0, around.bottom(), around.right(),
        });
  }

  private OnnxValue padded(Value sizes, double number, long... pads) {
    return node("Pad", sizes, List.of(graph().freshWhole(pads), scalar(number)), Map.of());
  }

  @Override
  public Value mean(int axis) {
    return node(
        "ReduceMean",
        shadow.mean(axis),
        List.of(),
        Map.of("axes", new long[] {axis + 1L}, "keepdims", 1L));
  }

  @Override
  public Value sum(int axis) {
    List<String> axes = List.of(graph().freshWhole(axis + 1L));
    return node("ReduceSum", shadow.sum(axis), axes, Map.of("keepdims", 1L));
  }

  @Override
  public Value toTiles(int rows, int columns) {
    Value sizes = shadow.toTiles(rows, columns);
    int high = sizes.height();
    int wide = sizes.width();
    return shaped(sizes, -1, channels(), rows, high, columns, wide)
        .ordered(sizes, 0, 2, 4, 1, 3, 5)
        .shaped(sizes, -1, channels(), high, wide);
  }

  @Override
  public Value fromTiles(int rows, int columns) {
    Value sizes = shadow.fromTiles(rows, columns);
    return shaped(sizes, -1, rows, columns, channels(), height(), width())
        .ordered(sizes, 0, 3, 1, 4, 2, 5)
        .shaped(sizes, -1, channels(), sizes.height(), sizes.width());
  }

  // ---- pooling and resizing -------------------------------------------------------------------

  private static Map<String, Object> window(Pooling how) {
    return Map.of(
        "kernel_shape",
        both(how.kernel()),
        "strides",
        both(how.stride()),
        "pads",
        around(how.before(), how.after()));
  }

  @Override
  public Value maxPool(Pooling how) {
    return node("MaxPool", shadow.maxPool(how), List.of(), window(how));
  }

  @Override
  public Pooled maxPoolIndexed(Pooling how) {
    Pooled sizes = shadow.maxPoolIndexed(how);
    List<String> names = graph().add("MaxPool", List.of(name), 2, window(how));
    return new OnnxPooled(
        new OnnxValue(recorder, names.get(0), sizes.value()), names.get(1), sizes, how);
  }

  @Override
  public Value maxUnpool(Pooled pooled) {
    var from = (OnnxPooled) pooled;
    return node("MaxUnpool", shadow.maxUnpool(from.sizes), List.of(from.indices), window(from.how));
  }

  private record OnnxPooled(Value value, String indices, Pooled sizes, Pooling how)
      implements Pooled {}

  @Override
  public Value averagePool(Pooling how) {
    var attributes = new java.util.HashMap<>(window(how));
    attributes.put("count_include_pad", 1L);
    return node("AveragePool", shadow.averagePool(how), List.of(), attributes);
  }

  @Override
  public Value globalAverage() {
    return node("GlobalAveragePool", shadow.globalAverage(), List.of(), Map.of());
  }

  private OnnxValue resized(Value sizes, Map<String, Object> how) {
    var scales =
        new float[] {
          1, 1, factor(height(), sizes.height()), factor(width(), sizes.width()),
        };
    return node("Resize", sizes, List.of("", graph().freshFloats(scales, 4)), how);
  }

  /** A factor that takes {@code from} to {@code to} once the product is rounded down. */
  private static float factor(int from, int to) {
    float factor = (float) to / from;
    return to % from == 0 ? factor : Math.nextUp(Math.nextUp(factor));
  }

  @Override
  public Value nearest(int factor) {
    return resized(
        shadow.nearest(factor),
        Map.of(
            "mode",
            "nearest",
            "coordinate_transformation_mode",
            "asymmetric",
            "nearest_mode",
            "floor"));
  }

  @Override
  public Value bedOfNails(int factor) {
    Value sizes = shadow.bedOfNails(factor);
    var pads = new long[12];
    pads[9] = factor - 1L;
    pads[11] = factor - 1L;
    return shaped(sizes, -1, channels(), height(), 1, width(), 1)
        .padded(sizes, 0, pads)
        .shaped(sizes, -1, channels(), sizes.height(), sizes.width());
  }

  @Override
  public Value bilinear(int height, int width) {
    return resized(
        shadow.bilinear(height, width),
        Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel"));
  }

  // ---- training -------------------------------------------------------------------------------

  @Override
  public Value noise() {
    return constant(new float[sizes().stream().reduce(1, Math::multiplyExact)], sizes());
  }

  @Override
  public Value dropout(double share) {
    return this;
  }
}
