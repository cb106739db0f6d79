package sightline.trainer.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.trainer.numbers.SafeTensors.Stored;

/**
 * Nodes and numbers of an ONNX graph as they are recorded; writes the file. Field numbers are those
 * of onnx.proto3.
 *
 * <p>Threading: one thread.
 */
final class OnnxGraph {

  /** Operators and their meaning; later ones change the names of some modes. */
  private static final int OPSET = 17;

  /** Version of the file format that goes with the opset. */
  private static final int IR_VERSION = 8;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_TEXT = 3;
  private static final int ATTRIBUTE_INTS = 7;

  /** Products with less are no longer exact. */
  private static final float LEAST_SCALE = 1e-15f;

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Numbers> initializers = new LinkedHashMap<>();
  private final Map<String, Stored> scales = new LinkedHashMap<>();
  private int made;

  /** One operator at work; {@link #fold} may give it other inputs. */
  private static final class Node {
    private final String operator;
    private final List<String> inputs;
    private List<String> outputs;
    private final Map<String, Object> attributes;

    private Node(
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Object> attributes) {
      this.operator = operator;
      this.inputs = new ArrayList<>(inputs);
      this.outputs = outputs;
      this.attributes = new TreeMap<>(attributes); // the same bytes in every process
    }
  }

  /** Numbers in the file, float32 or int64. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Numbers(long[] sizes, byte[] raw, int type) {}

  /** Adds a node with one output of a new name and gives that. */
  String add(String operator, List<String> inputs, Map<String, Object> attributes) {
    return add(operator, inputs, 1, attributes).get(0);
  }

  List<String> add(
      String operator, List<String> inputs, int outputs, Map<String, Object> attributes) {
    var names = new ArrayList<String>();
    for (int i = 0; i < outputs; i++) {
      names.add(fresh(operator.toLowerCase(java.util.Locale.ROOT)));
    }
    nodes.add(new Node(operator, inputs, names, attributes));
    return names;
  }

  private String fresh(String word) {
    return word + "_" + made++;
  }

  /** Float32 numbers under a name of their own; the same name is written once. */
  String floats(String name, float[] numbers, long... sizes) {
    initializers.computeIfAbsent(name, key -> numbers(numbers, sizes));
    return name;
  }

  private static Numbers numbers(float[] numbers, long... sizes) {
    var raw = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(numbers);
    return new Numbers(sizes, raw.array(), FLOAT);
  }

  /** Whether the file has just these numbers under {@code name}. */
  boolean holds(String name, float[] numbers) {
    Numbers found = initializers.get(name);
    return found != null && Arrays.equals(found.raw, numbers(numbers).raw);
  }

  boolean has(String name) {
    return initializers.containsKey(name);
  }

  /**
   * What the weights of convolutions were multiplied by, by their names, in sizes that spread over
   * theirs; those that kept their names only.
   */
  Map<String, Stored> scales() {
    return scales;
  }

  String freshFloats(float[] numbers, long... sizes) {
    return floats(fresh("constant"), numbers, sizes);
  }

  String freshWhole(long... numbers) {
    String name = fresh("whole");
    var raw = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(numbers);
    initializers.put(name, new Numbers(new long[] {numbers.length}, raw.array(), INT64));
    return name;
  }

  /**
   * Folds every batch normalization into the convolution before it, where nobody else reads that:
   * with s = weight / sqrt(variance + epsilon), W' = s W and b' = s (b - mean) + bias [Jacob 2018,
   * 3.2]. Weights and biases that nobody else reads keep their names.
   */
  void fold() {
    for (Node norm : List.copyOf(nodes)) {
      if (norm.operator.equals("BatchNormalization")) {
        nodes.stream()
            .filter(node -> node.outputs.contains(norm.inputs.get(0)))
            .filter(node -> isFoldable(node) && readers(node) == 1)
            .findFirst()
            .ifPresent(node -> fold(node, norm));
      }
    }
    initializers
        .keySet()
        .removeIf(name -> nodes.stream().noneMatch(node -> node.inputs.contains(name)));
  }

  private static boolean isFoldable(Node node) {
    return node.operator.equals("Conv")
        || (node.operator.equals("ConvTranspose") && node.attributes.get("group").equals(1L));
  }

  private long readers(Node maker) {
    return nodes.stream().filter(node -> node.inputs.contains(maker.outputs.get(0))).count();
  }

  private void fold(Node convolution, Node norm) {
    float[] scale = floats(norm, 1);
    float[] shift = floats(norm, 2);
    float[] mean = floats(norm, 3);
    float[] variance = floats(norm, 4);
    double epsilon = (Float) norm.attributes.get("epsilon");
    float[] old = convolution.inputs.size() > 2 ? floats(convolution, 2) : new float[scale.length];
    var bias = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) (scale[i] / Math.sqrt(variance[i] + epsilon));
      bias[i] = scale[i] * (old[i] - mean[i]) + shift[i];
    }
    long[] sizes = initializers.get(convolution.inputs.get(1)).sizes;
    float[] weight = floats(convolution, 1);
    int kernel = Math.toIntExact(sizes[2] * sizes[3]);
    int second = Math.toIntExact(sizes[1]);
    boolean outFirst = convolution.operator.equals("Conv");
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= scale[outFirst ? i / (kernel * second) : i / kernel % second];
    }
    String input = convolution.inputs.get(0);
    String name = instead(convolution.inputs.get(1), weight, sizes);
    if (name.equals(convolution.inputs.get(1)) && canDivide(scale)) {
      int out = scale.length;
      scales.put(name, new Stored(outFirst ? List.of(out, 1, 1, 1) : List.of(1, out, 1, 1), scale));
    }
    String shiftName =
        convolution.inputs.size() > 2
            ? instead(convolution.inputs.get(2), bias, bias.length)
            : freshFloats(bias, bias.length);
    convolution.inputs.clear();
    convolution.inputs.addAll(List.of(input, name, shiftName));
    convolution.outputs = norm.outputs;
    nodes.remove(norm);
  }

  /** Other numbers in place of those of {@code name}, under that name if nobody else reads it. */
  private String instead(String name, float[] numbers, long... sizes) {
    if (nodes.stream().filter(node -> node.inputs.contains(name)).count() > 1) {
      return freshFloats(numbers, sizes);
    }
    initializers.put(name, numbers(numbers, sizes));
    return name;
  }

  private static boolean canDivide(float[] scale) {
    for (float one : scale) {
      if (!(Math.abs(one) > LEAST_SCALE && Math.abs(one) < 1 / LEAST_SCALE)) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the numbers that a node takes. */
  private float[] floats(Node node, int input) {
    byte[] raw = initializers.get(node.inputs.get(input)).raw;
    var numbers = new float[raw.length / Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** Gives a result the name by which the file gives it. */
  void publish(String result, String name) {
    nodes.add(new Node("Identity", List.of(result), List.of(name), Map.of()));
  }

  /**
   * The file.
   *
   * @param input name and sizes, without batch
   * @param outputs names and sizes, without batch
   * @param metadata keys and values that travel with the model
   */
  byte[] bytes(
      Map<String, List<Integer>> input,
      Map<String, List<Integer>> outputs,
      Map<String, String> metadata) {
    var graph = new ProtoBytes();
    nodes.forEach(node -> graph.message(1, proto(node)));
    graph.text(2, "sightline");
    initializers.forEach((name, numbers) -> graph.message(5, proto(name, numbers)));
    input.forEach((name, sizes) -> graph.message(11, valueInfo(name, sizes)));
    outputs.forEach((name, sizes) -> graph.message(12, valueInfo(name, sizes)));
    var model = new ProtoBytes().number(1, IR_VERSION).text(2, "sightline");
    model.message(7, graph).message(8, new ProtoBytes().text(1, "").number(2, OPSET));
    metadata.forEach(
        (key, value) -> model.message(14, new ProtoBytes().text(1, key).text(2, value)));
    return model.toByteArray();
  }

  private static ProtoBytes proto(Node node) {
    var proto = new ProtoBytes();
    node.inputs.forEach(name -> proto.text(1, name));
    node.outputs.forEach(name -> proto.text(2, name));
    proto.text(3, node.outputs.get(0)).text(4, node.operator);
    node.attributes.forEach((name, value) -> proto.message(5, attribute(name, value)));
    return proto;
  }

  private static ProtoBytes attribute(String name, Object value) {
    var proto = new ProtoBytes().text(1, name);
    if (value instanceof Float number) {
      return proto.real(2, number).number(20, ATTRIBUTE_FLOAT);
    }
    if (value instanceof Long number) {
      return proto.number(3, number).number(20, ATTRIBUTE_INT);
    }
    if (value instanceof String text) {
      return proto.text(4, text).number(20, ATTRIBUTE_TEXT);
    }
    for (long number : (long[]) value) {
      proto.number(8, number);
    }
    return proto.number(20, ATTRIBUTE_INTS);
  }

  private static ProtoBytes proto(String name, Numbers numbers) {
    var proto = new ProtoBytes();
    for (long size : numbers.sizes) {
      proto.number(1, size);
    }
    return proto.number(2, numbers.type).text(8, name).bytes(9, numbers.raw);
  }

  private static ProtoBytes valueInfo(String name, List<Integer> sizes) {
    var shape = new ProtoBytes().message(1, new ProtoBytes().text(2, "batch"));
    sizes.forEach(size -> shape.message(1, new ProtoBytes().number(1, size)));
    var tensor = new ProtoBytes().number(1, FLOAT).message(2, shape);
    return new ProtoBytes().text(1, name).message(2, new ProtoBytes().message(1, tensor));
  }
}
