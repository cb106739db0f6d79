package sightline.inference.family.prior;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * Two outputs {@code [N,rows,columns]} and {@code [N,rows,4]}, with or without the batch axis.
 *
 * @param scores one number for each class
 * @param boxes four numbers for each row
 * @param rows priors or queries; -1 where symbolic
 * @param columns classes, and the background if there is one
 */
record ScoresAndBoxes(TensorInfo scores, TensorInfo boxes, long rows, int columns) {

  private static final int EDGES = 4;
  private static final int MOST_COLUMNS = 100_000;

  /** Those of {@code tensors}, if they are all the outputs it has. */
  static Optional<ScoresAndBoxes> of(ModelTensors tensors) {
    if (tensors.outputs().size() != 2) {
      return Optional.empty();
    }
    TensorInfo first = tensors.outputs().get(0);
    TensorInfo second = tensors.outputs().get(1);
    boolean boxesFirst =
        last(first) == EDGES && (last(second) != EDGES || namesBoxes(first.name()));
    return boxesFirst ? pair(second, first) : pair(first, second);
  }

  private static Optional<ScoresAndBoxes> pair(TensorInfo scores, TensorInfo boxes) {
    int axes = scores.dims().size();
    boolean fits =
        (axes == 2 || axes == 3)
            && boxes.dims().size() == axes
            && boxes.dims().get(axes - 1) == EDGES
            && last(scores) >= 1
            && last(scores) <= MOST_COLUMNS
            && scores.dims().get(axes - 2).equals(boxes.dims().get(axes - 2));
    return fits
        ? Optional.of(
            new ScoresAndBoxes(
                scores, boxes, scores.dims().get(axes - 2), Math.toIntExact(last(scores))))
        : Optional.empty();
  }

  private static long last(TensorInfo tensor) {
    return tensor.dims().isEmpty() ? 0 : tensor.dims().get(tensor.dims().size() - 1);
  }

  private static boolean namesBoxes(String name) {
    return named(name, "box", "loc", "reg", "delta", "offset");
  }

  /** Whether the names of the outputs say which is which. */
  boolean namesAgree() {
    return namesBoxes(boxes.name())
        && named(scores.name(), "score", "conf", "cls", "class", "prob");
  }

  /** Whether the scores are named as numbers that are no probabilities yet. */
  boolean namesLogits() {
    return named(scores.name(), "logit");
  }

  private static boolean named(String name, String... words) {
    String lower = name.toLowerCase(Locale.ROOT);
    return List.of(words).stream().anyMatch(lower::contains);
  }
}
