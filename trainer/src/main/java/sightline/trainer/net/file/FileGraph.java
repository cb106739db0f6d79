package sightline.trainer.net.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.trainer.net.Value;
import sightline.trainer.numbers.SafeTensors.Stored;
import sightline.trainer.onnx.OnnxModel;
import sightline.trainer.onnx.OnnxNode;
import sightline.trainer.onnx.OnnxNumbers;

/**
 * The graph of an ONNX file as a part of a net: weights, biases and normalizations of the file are
 * parameters, called as there below {@link #PREFIX}. Operators that are not covered are refused by
 * name, those only that are needed for what is asked for.
 *
 * <p>The file was written for one picture; whatever that one's numbers do is done to each of a
 * batch.
 *
 * <p>Threading: immutable.
 */
public final class FileGraph {

  /** Names of all parameters begin so. */
  public static final String PREFIX = "backbone.";

  static final String TRANSPOSED = ".transposed";

  private static final int OLDEST_OPSET = 7;
  private static final Map<String, Operator> OPERATORS = operators();

  private final OnnxModel file;
  private final Map<String, OnnxNumbers> constants;

  /**
   * A graph of {@code file}.
   *
   * @throws IllegalArgumentException when it is older than what is understood, or takes no picture
   */
  public FileGraph(OnnxModel file) {
    this.file = file;
    if (file.opset() < OLDEST_OPSET || file.inputs().isEmpty()) {
      throw new IllegalArgumentException(
          "the file is of opset %d with %d inputs, expected opset %d or more and a picture"
              .formatted(file.opset(), file.inputs().size(), OLDEST_OPSET));
    }
    constants = new HashMap<>(file.numbers());
    for (OnnxNode node : file.nodes()) {
      if (node.operator().equals("Constant")
          && node.outputs().size() == 1
          && node.attributes().get("value") instanceof OnnxNumbers numbers) {
        constants.put(node.outputs().get(0), numbers);
      }
    }
  }

  /**
   * The graph in {@code file}.
   *
   * @throws IllegalArgumentException with one sentence when it cannot be read
   */
  public static FileGraph read(Path file) {
    try {
      return new FileGraph(OnnxModel.read(file, OnnxModel.Limits.USUAL));
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Map<String, Operator> operators() {
    var all = new TreeMap<>(Elementwise.all());
    all.putAll(Convolutions.ALL);
    all.putAll(Pools.ALL);
    all.putAll(Shapes.ALL);
    return all;
  }

  /** Names of the operators that are covered. */
  public static Collection<String> covered() {
    return OPERATORS.keySet();
  }

  OnnxModel file() {
    return file;
  }

  /** All float32 numbers of the file as its parameters are called. */
  public Map<String, Stored> numbers() {
    var numbers = new LinkedHashMap<String, Stored>();
    constants.forEach(
        (name, one) -> {
          if (one.kind() == OnnxNumbers.Kind.FLOAT) {
            float[] all = one.floats();
            String called = PREFIX + one.name();
            numbers.put(called, new Stored(one.sizes(), all));
            if (one.sizes().size() == 2) {
              numbers.put(called + TRANSPOSED, transposed(all, one.sizes()));
            }
          }
        });
    return numbers;
  }

  private static Stored transposed(float[] numbers, List<Integer> sizes) {
    int rows = sizes.get(0);
    int columns = sizes.get(1);
    var turned = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      turned[i % columns * rows + i / columns] = numbers[i];
    }
    return new Stored(List.of(columns, rows), turned);
  }

  /**
   * Inner values of the graph by their names.
   *
   * @param picture (C, H, W)
   * @throws IllegalArgumentException naming what is not covered, or not there
   */
  public Map<String, Value> of(Value picture, Collection<String> wanted) {
    var needed = needed(wanted);
    Map<String, Traced> values = begin(picture);
    for (OnnxNode node : file.nodes()) {
      if (node.outputs().stream().anyMatch(needed::contains)) {
        run(node, values);
      }
    }
    var results = new LinkedHashMap<String, Value>();
    for (String name : wanted) {
      Traced found = values.get(name);
      if (found == null) {
        throw new IllegalArgumentException("the file has no value '%s'".formatted(name));
      }
      results.put(name, found.value());
    }
    return results;
  }

  private HashSet<String> needed(Collection<String> wanted) {
    var needed = new HashSet<>(wanted);
    for (int i = file.nodes().size() - 1; i >= 0; i--) {
      OnnxNode node = file.nodes().get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
      }
    }
    return needed;
  }

  /** The first input of the file; one with channels last is given so. */
  Map<String, Traced> begin(Value picture) {
    var first = file.inputs().entrySet().iterator().next();
    List<Integer> sizes = first.getValue();
    int channels = picture.channels();
    boolean last =
        sizes.size() == 4
            && sizes.get(3) == channels
            && sizes.get(1) != channels
            && sizes.get(1) > 0;
    var values = new HashMap<String, Traced>();
    values.put(first.getKey(), Traced.of(last ? picture.permute(1, 2, 0) : picture));
    return values;
  }

  /** Computes {@code node} and puts its results to the others. */
  void run(OnnxNode node, Map<String, Traced> values) {
    if (node.outputs().stream().allMatch(constants::containsKey)) {
      return;
    }
    Operator operator = node.domain().isEmpty() ? OPERATORS.get(node.operator()) : null;
    if (operator == null) {
      throw new IllegalArgumentException(
          "operator %s of node %s is not covered; covered are %s"
              .formatted(node.operator(), node.called(), String.join(", ", covered())));
    }
    List<Traced> results = computed(operator, new Call(node, file.opset(), values, constants));
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      values.put(node.outputs().get(i), results.get(i));
    }
  }

  private static List<Traced> computed(Operator operator, Call call) {
    try {
      return operator.of(call);
    } catch (ArithmeticException | IndexOutOfBoundsException e) {
      throw call.refused("what it is given (%s)".formatted(e.getMessage()));
    }
  }

  /** The graph behind {@code net.parameters.file}, or behind {@code start.from} without it. */
  public static FileGraph chosen(String file, String from) {
    return Optional.of(file.isBlank() ? from : file)
        .filter(name -> name.endsWith(".onnx"))
        .map(Path::of)
        .map(FileGraph::read)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "net.family is backbone without a file, expected start.from or"
                        + " net.parameters.file to be an ONNX file"));
  }
}
