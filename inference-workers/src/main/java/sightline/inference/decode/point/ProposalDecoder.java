package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.OutputOrder;

/**
 * Reads Faster R-CNN (Ren et al. 2015) whose graph ends with its second stage.
 *
 * <p>Outputs, in this order, for n proposals: proposals {@code float[n][4]} as left, top, right,
 * bottom in px of the input; deltas {@code float[n][columns][4]}, or {@code float[n][4]} if they
 * are the same for all classes; what the net says of each class {@code float[n][columns]}, logits
 * unless {@code activation: none}. Columns are the classes and the background, which is {@code
 * first}, {@code last} or {@code none}. Deltas, times {@code stds}: the shift of the center as
 * share of the proposal's size, x first, and the logarithms of width and height as multiples of it.
 *
 * <p>Threading: immutable, any thread.
 */
final class ProposalDecoder implements Decoder {

  static final String STDS = "0.1,0.1,0.2,0.2";

  /**
   * Largest growth of a proposal: from the smallest anchor's 16 px to 1000, as in the paper's code.
   */
  private static final double MOST_GROWTH = Math.log(1000 / 16d);

  private final OutputOrder order;
  private final int columns;
  private final int firstClass;
  private final int classes;
  private final boolean logits;
  private final float[] stds;
  private final float minScore;

  private ProposalDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    Background background = Background.of(spec);
    order = OutputOrder.of(spec);
    classes = manifest.labels().size();
    columns = classes + (background == Background.NONE ? 0 : 1);
    firstClass = background == Background.FIRST ? 1 : 0;
    logits = spec.choice("activation", "softmax", "none").equals("softmax");
    stds = spec.numbers("stds", STDS);
    minScore = manifest.minScore();
    if (stds.length != 4) {
      throw new IllegalArgumentException(
          "decoder.stds has %d numbers, expected 4".formatted(stds.length));
    }
  }

  static ProposalDecoder of(ModelManifest manifest) {
    return new ProposalDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    List<Tensor> roles = order.pick(outputs, 3, Tensor::name);
    float[] proposals = roles.get(0).values();
    float[] deltas = roles.get(1).values();
    float[] scores = roles.get(2).values();
    int count = scores.length / columns;
    boolean shared = deltas.length == 4L * count;
    boolean fits =
        scores.length == count * columns
            && proposals.length == 4L * count
            && (shared || deltas.length == 4L * scores.length);
    if (!fits) {
      throw new IllegalArgumentException(
          "expected faster-rcnn outputs of [n,4], [n,%d] or [n,4] and [n,%d], found %s"
              .formatted(4 * columns, columns, roles));
    }
    var ofRow = new float[columns];
    for (int row = 0; row < count; row++) {
      System.arraycopy(scores, row * columns, ofRow, 0, columns);
      if (logits) {
        ClassScores.softmax(ofRow);
      }
      into.from(row);
      for (int column = firstClass; column < firstClass + classes; column++) {
        if (ofRow[column] >= minScore) {
          int by = shared ? row : row * columns + column;
          place(proposals, 4 * row, deltas, 4 * by, into);
          into.add(ofRow[column], column - firstClass);
        }
      }
    }
  }

  private void place(float[] proposals, int from, float[] deltas, int by, Candidates into) {
    float width = proposals[from + 2] - proposals[from];
    float height = proposals[from + 3] - proposals[from + 1];
    into.boxCentered(
        proposals[from] + width / 2 + deltas[by] * stds[0] * width,
        proposals[from + 1] + height / 2 + deltas[by + 1] * stds[1] * height,
        width * growth(deltas[by + 2] * stds[2]),
        height * growth(deltas[by + 3] * stds[3]));
  }

  private static float growth(float logarithm) {
    return (float) Math.exp(Math.min(logarithm, MOST_GROWTH));
  }
}
