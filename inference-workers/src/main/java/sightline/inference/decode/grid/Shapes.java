package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Tensor;

/** Refuses outputs that a decoder cannot read, in one sentence. */
final class Shapes {

  private Shapes() {}

  /** The only output; {@code expected} describes it for the message. */
  static Tensor only(List<Tensor> outputs, String expected) {
    require(outputs.size() == 1, outputs, expected);
    return outputs.get(0);
  }

  /** The first output of {@code axes} axes whose axis {@code axis} has that {@code size}. */
  static Tensor first(List<Tensor> outputs, int axes, int axis, int size) {
    for (Tensor output : outputs) {
      if (output.axes() == axes && output.size(axis) == size) {
        return output;
      }
    }
    return null;
  }

  static void require(boolean holds, List<Tensor> outputs, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, outputs));
    }
  }
}
