package sightline.trainer.publish.golden;

import java.util.List;

/**
 * A tensor on its way into a file.
 *
 * @param shape size of each axis, batch first
 * @param values row by row, the last axis varies fastest
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
public record Numbers(List<Integer> shape, float[] values) {

  public Numbers {
    shape = List.copyOf(shape);
    if (shape.stream().reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has %d numbers".formatted(shape, values.length));
    }
  }

  /** The largest magnitude, 0 of no numbers. */
  float largest() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
