package sightline.inference.decode.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sightline.inference.decode.Tensor;

/**
 * Finds scores and boxes among the outputs of a net: one pair for all priors, or one for each grid.
 *
 * <p>Threading: immutable, any thread.
 */
final class Heads {

  private static final int PLANES = 3;

  private final String family;
  private final int columns;
  private final Priors priors; // null where boxes are decoded

  Heads(String family, int columns, Priors priors) {
    this.family = family;
    this.columns = columns;
    this.priors = priors;
  }

  /**
   * Scores and boxes of some priors.
   *
   * @param firstPrior number of the first one
   * @param priors how many
   */
  record Head(
      float[] scores, Row scoreRow, float[] boxes, Row boxRow, int firstPrior, int priors) {}

  List<Head> of(List<Tensor> outputs) {
    if (outputs.size() == 2) {
      return List.of(single(outputs));
    }
    if (priors == null || outputs.size() != 2 * priors.levels()) {
      throw unexpected(outputs);
    }
    List<Head> heads = new ArrayList<>();
    int first = 0;
    for (int level = 0; level < priors.levels(); level++) {
      heads.add(ofLevel(level, first, outputs));
      first += priors.cells(level) * priors.anchors(level);
    }
    return heads;
  }

  private Head single(List<Tensor> outputs) {
    boolean boxesFirst = boxesFirst(outputs.get(0), outputs.get(1));
    float[] scores = outputs.get(boxesFirst ? 1 : 0).values();
    float[] boxes = outputs.get(boxesFirst ? 0 : 1).values();
    int count = scores.length / columns;
    int perPrior = count == 0 ? BoxCode.EDGES : boxes.length / count;
    boolean known =
        perPrior == BoxCode.EDGES
            || perPrior == BoxCode.EDGES * columns
            || perPrior == BoxCode.EDGES * (columns - 1);
    if (count * columns != scores.length
        || !known
        || perPrior * count != boxes.length
        || (priors != null && count != priors.count())) {
      throw unexpected(outputs);
    }
    return new Head(
        scores, Row.inRows(columns, count), boxes, Row.inRows(perPrior, count), 0, count);
  }

  /** Told by the axis of four; where both have or miss it, by the name. */
  private boolean boxesFirst(Tensor first, Tensor second) {
    boolean firstFits = first.axes() > 0 && first.size(first.axes() - 1) == BoxCode.EDGES;
    boolean secondFits = second.axes() > 0 && second.size(second.axes() - 1) == BoxCode.EDGES;
    return firstFits == secondFits ? namesBoxes(first.name()) : firstFits;
  }

  private static boolean namesBoxes(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return List.of("box", "loc", "reg", "delta", "offset").stream().anyMatch(lower::contains);
  }

  private Head ofLevel(int level, int first, List<Tensor> outputs) {
    int anchors = priors.anchors(level);
    int cells = priors.cells(level);
    Tensor scores = find(outputs, level, columns, false);
    Tensor boxes = find(outputs, level, BoxCode.EDGES, true);
    return new Head(
        scores.values(),
        row(scores, columns, anchors, cells),
        boxes.values(),
        row(boxes, BoxCode.EDGES, anchors, cells),
        first,
        anchors * cells);
  }

  private static Row row(Tensor tensor, int columns, int anchors, int cells) {
    return tensor.axes() == PLANES
        ? Row.inPlanes(columns, anchors, cells)
        : Row.inRows(columns, anchors * cells);
  }

  /** Scores and boxes of the same size come in the order of the file, scores first. */
  private Tensor find(List<Tensor> outputs, int level, int wide, boolean boxes) {
    Tensor found = null;
    for (Tensor output : outputs) {
      if (isOf(level, wide, output) && (found == null || (boxes && columns == BoxCode.EDGES))) {
        found = output;
      }
    }
    if (found == null) {
      throw unexpected(outputs);
    }
    return found;
  }

  private boolean isOf(int level, int wide, Tensor tensor) {
    int anchors = priors.anchors(level);
    int cells = priors.cells(level);
    return tensor.axes() == PLANES
        ? tensor.size(0) == anchors * wide && tensor.size(1) * tensor.size(2) == cells
        : tensor.axes() == 2 && tensor.size(0) == anchors * cells && tensor.size(1) == wide;
  }

  private IllegalArgumentException unexpected(List<Tensor> outputs) {
    return new IllegalArgumentException(
        "expected %s outputs of scores[n,%d] and boxes[n,4]%s, found %s"
            .formatted(
                family,
                columns,
                priors == null ? "" : " with " + priors.count() + " rows",
                outputs));
  }
}
