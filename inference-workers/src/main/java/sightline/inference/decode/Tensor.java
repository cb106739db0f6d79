package sightline.inference.decode;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One output of a net for one picture.
 *
 * <p>Layout: row by row, the last axis varies fastest, no axis for the batch: the net's {@code
 * [N,3549,85]} is {@code [3549,85]} here, and row {@code r} begins at {@code values()[r * 85]}.
 *
 * <p>Threading: one thread at a time; meant to be filled again and again.
 */
public final class Tensor {

  private final String name;
  private final int[] shape;
  private final float[] values;

  /**
   * @param name as the model file has it
   * @param shape size of each axis without the batch, each at least 0
   */
  public Tensor(String name, int... shape) {
    this.name = name;
    this.shape = shape.clone();
    this.values = new float[Math.toIntExact(elements(shape))];
  }

  private static long elements(int[] shape) {
    long elements = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "tensor shape is %s, expected sizes of 0 or more".formatted(Arrays.toString(shape)));
      }
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  public String name() {
    return name;
  }

  /** Whether it has the axes {@code other}. */
  public boolean hasShape(List<Integer> other) {
    if (other.size() != shape.length) {
      return false;
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (other.get(axis) != shape[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Number of axes, without the batch. */
  public int axes() {
    return shape.length;
  }

  /** Size of axis {@code axis}, from 0. */
  public int size(int axis) {
    return shape[axis];
  }

  /** The numbers themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** Fills it with picture {@code index} of a batch; the buffer's position stays as it is. */
  public void read(FloatBuffer batch, int index) {
    batch.get(index * values.length, values);
  }

  /** For people: {@code output[3549,85]}. */
  @Override
  public String toString() {
    return name + Arrays.toString(shape).replace(" ", "");
  }
}
