package sightline.inference.check.look;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;
import sightline.inference.check.tensors.NamedTensor;
import sightline.inference.decode.Tensor;

/**
 * How far the tensors of one golden frame are from those it gave where the model was trained.
 *
 * @param frame name of its picture
 * @param limits by tensor, what is allowed
 * @param differences by tensor, {@code input} and outputs, the largest of any two numbers
 * @param closeness of what is read from both
 */
record TensorMatch(
    String frame,
    Map<String, Double> limits,
    Map<String, Double> differences,
    Closeness closeness) {

  static final String INPUT = "input";
  static final String OUTPUT = "output.";

  /** Largest difference of two numbers, unless the bundle allows more. */
  static final double MAX_DIFFERENCE = 1e-4;

  /** Edges closer than this are the same, frame px. */
  static final double MAX_EDGE = .5;

  /** Masks that overlap so much are the same. */
  static final double LEAST_MASK = .999;

  /**
   * Compares numbers; nothing is read from them yet.
   *
   * @param input what the picture has become, as many numbers as one picture has
   * @throws BadUpload when expected tensors have another shape, or the model lacks them
   */
  static TensorMatch of(
      String frame, GoldenResults expected, FloatBuffer input, List<Tensor> outputs)
      throws BadUpload {
    Map<String, Double> limits = new LinkedHashMap<>();
    Map<String, Double> differences = new LinkedHashMap<>();
    for (NamedTensor tensor : expected.tensors().values()) {
      if (tensor.name().equals(INPUT)) {
        limits.put(INPUT, expected.limits().getOrDefault(INPUT, MAX_DIFFERENCE));
        differences.put(INPUT, difference(frame, tensor, input));
      } else {
        Tensor output = named(frame, tensor, outputs);
        limits.put(output.name(), expected.limits().getOrDefault(output.name(), MAX_DIFFERENCE));
        differences.put(
            output.name(), difference(tensor.values(), FloatBuffer.wrap(output.values())));
      }
    }
    return new TensorMatch(frame, limits, differences, Closeness.NOTHING);
  }

  TensorMatch with(Closeness read) {
    return new TensorMatch(frame, limits, differences, closeness.and(read));
  }

  /**
   * The model's outputs with the numbers that are expected in them.
   *
   * @return empty when not all of them are
   */
  static List<Tensor> filled(GoldenResults expected, List<Tensor> outputs) {
    var filled = new ArrayList<Tensor>();
    for (Tensor output : outputs) {
      NamedTensor numbers = expected.tensors().get(OUTPUT + output.name());
      if (numbers == null) {
        return List.of();
      }
      var copy = new Tensor(output.name(), shape(output).stream().mapToInt(size -> size).toArray());
      copy.read(FloatBuffer.wrap(numbers.values()), 0);
      filled.add(copy);
    }
    return filled;
  }

  private static Tensor named(String frame, NamedTensor tensor, List<Tensor> outputs)
      throws BadUpload {
    for (Tensor output : outputs) {
      if (tensor.name().equals(OUTPUT + output.name())) {
        if (!tensor.isOne(shape(output))) {
          throw new BadUpload(
              "Golden frame %s expects output '%s' of shape %s, but the model gives %s.",
              frame, PlainName.shown(output.name()), tensor.shape(), output);
        }
        return output;
      }
    }
    throw new BadUpload(
        "Golden frame %s has an expected tensor '%s', but the model has the outputs %s.",
        frame, PlainName.shown(tensor.name()), outputs);
  }

  private static List<Integer> shape(Tensor tensor) {
    var shape = new ArrayList<Integer>();
    for (int axis = 0; axis < tensor.axes(); axis++) {
      shape.add(tensor.size(axis));
    }
    return shape;
  }

  private static double difference(String frame, NamedTensor tensor, FloatBuffer input)
      throws BadUpload {
    if (tensor.values().length != input.remaining()) {
      throw new BadUpload(
          "Golden frame %s expects an input of shape %s, but the model takes %d numbers.",
          frame, tensor.shape(), input.remaining());
    }
    return difference(tensor.values(), input);
  }

  /** Infinite when a found number is not finite. */
  private static double difference(float[] expected, FloatBuffer found) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double one = Math.abs((double) expected[i] - found.get(found.position() + i));
      largest = Math.max(largest, Double.isFinite(one) ? one : Double.POSITIVE_INFINITY);
    }
    return largest;
  }
}
