package sightline.inference.check.tensors;

import java.util.List;

/**
 * Numbers of a file.
 *
 * @param shape size of each axis
 * @param values row by row, the last axis varies fastest; all finite
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever read it
public record NamedTensor(String name, List<Integer> shape, float[] values) {

  public NamedTensor {
    shape = List.copyOf(shape);
  }

  /** Whether it has the axes {@code other}, or one more of size 1 before them: a batch of one. */
  public boolean isOne(List<Integer> other) {
    boolean batched = shape.size() == other.size() + 1 && shape.get(0) == 1;
    return (batched ? shape.subList(1, shape.size()) : shape).equals(other);
  }
}
