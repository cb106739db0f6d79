package sightline.trainer.net.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value;
import sightline.trainer.onnx.OnnxNode;
import sightline.trainer.onnx.OnnxNumbers;

/**
 * A node with what goes in.
 *
 * @param values by name
 * @param constants numbers of the file by name
 */
record Call(
    OnnxNode node, int opset, Map<String, Traced> values, Map<String, OnnxNumbers> constants) {

  /** Whether input {@code i} is there at all. */
  boolean has(int i) {
    return node.inputs().size() > i && !node.inputs().get(i).isEmpty();
  }

  boolean isConstant(int i) {
    return has(i) && constants.containsKey(node.inputs().get(i));
  }

  /** Input {@code i}, computed from the picture. */
  Traced traced(int i) {
    Traced traced = has(i) ? values.get(node.inputs().get(i)) : null;
    if (traced == null) {
      throw refused("input %d that is not computed from the picture".formatted(i));
    }
    return traced;
  }

  /** The same, in which the batch is not spoken of. */
  Value value(int i) {
    Traced in = traced(i);
    if (in.batched()) {
      return in.value();
    }
    Traced batched = in.reshaped(in.sizes());
    if (!batched.batched()) {
      throw refused("input of sizes %s, expected one picture".formatted(in.sizes()));
    }
    return batched.value();
  }

  /** Input {@code i}, a picture. */
  Value picture(int i) {
    Value value = value(i);
    if (value.sizes().size() != 3) {
      throw refused("input of sizes %s, expected a picture".formatted(value.sizes()));
    }
    return value;
  }

  OnnxNumbers numbers(int i) {
    OnnxNumbers numbers = has(i) ? constants.get(node.inputs().get(i)) : null;
    if (numbers == null) {
      throw refused("input %d that is not in the file".formatted(i));
    }
    return numbers;
  }

  /** Whole numbers of input {@code i}. */
  List<Long> wholes(int i) {
    return Arrays.stream(numbers(i).wholes()).boxed().toList();
  }

  /** Input {@code i} as a parameter that is learned. */
  Parameter learned(int i, Start start) {
    return parameter(i, start, true);
  }

  /** Input {@code i} as a parameter. */
  Parameter parameter(int i, Start start, boolean learned) {
    OnnxNumbers numbers = numbers(i);
    if (numbers.kind() != OnnxNumbers.Kind.FLOAT) {
      throw refused("numbers %s that are not float32 within the file".formatted(numbers.name()));
    }
    return new Parameter(FileGraph.PREFIX + numbers.name(), numbers.sizes(), start, learned);
  }

  Optional<Parameter> bias(int i) {
    return has(i) ? Optional.of(learned(i, Start.constant(0))) : Optional.empty();
  }

  void require(boolean holds, String what) {
    if (!holds) {
      throw refused(what);
    }
  }

  /** Says that this use of the operator is not covered. */
  IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "operator %s of node %s is not covered with %s"
            .formatted(node.operator(), node.called(), what));
  }
}
