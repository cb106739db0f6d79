package sightline.inference.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Name, element type and shape of one input or output of a net.
 *
 * @param name as the file has it
 * @param elementType in lower case as ONNX writes it, for example {@code float} or {@code int64}
 * @param dims size of each axis, -1 for a symbolic one
 */
public record TensorInfo(String name, String elementType, List<Long> dims) {

  public TensorInfo {
    dims = List.copyOf(dims);
  }

  /** Whether there are as many axes and each one is of that size, symbolic, or asked for as -1. */
  public boolean fits(long... expected) {
    if (dims.size() != expected.length) {
      return false;
    }
    for (int axis = 0; axis < expected.length; axis++) {
      boolean open = expected[axis] == -1 || dims.get(axis) == -1;
      if (!open && dims.get(axis) != expected[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Whether its elements are 32-bit floating point numbers. */
  public boolean isFloat() {
    return elementType.equalsIgnoreCase("float") || elementType.equalsIgnoreCase("float32");
  }

  /** For people: {@code images float[?,3,416,416]}. */
  @Override
  public String toString() {
    return dims.stream()
        .map(size -> size == -1 ? "?" : size.toString())
        .collect(Collectors.joining(",", name + " " + elementType + "[", "]"));
  }
}
