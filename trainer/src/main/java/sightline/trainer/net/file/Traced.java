package sightline.trainer.net.file;

import java.util.ArrayList;
import java.util.List;
import sightline.trainer.net.Value;

/**
 * A result in a graph that was written for one picture.
 *
 * @param batched whether the file's sizes are 1 and then those of {@code value}, or just those
 */
record Traced(Value value, boolean batched) {

  static Traced of(Value value) {
    return new Traced(value, true);
  }

  /** Sizes as the file has them for one picture. */
  List<Integer> sizes() {
    var sizes = new ArrayList<>(value.sizes());
    if (batched) {
      sizes.add(0, 1);
    }
    return sizes;
  }

  /** The same numbers with the file's {@code sizes}, the first of which may be the batch. */
  Traced reshaped(List<Integer> sizes) {
    boolean first = sizes.size() > 1 && sizes.get(0) == 1;
    List<Integer> inner = first ? sizes.subList(1, sizes.size()) : sizes;
    return new Traced(value.reshape(inner.toArray(Integer[]::new)), first);
  }
}
