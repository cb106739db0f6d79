package sightline.inference.decode.prior;

import java.util.List;
import java.util.Locale;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads transformers that were exported with their own reading of boxes: RT-DETR, D-FINE, DEIM.
 *
 * <p>Output layout: {@code labels} {@code int64[n]}, the first label being {@code firstClass};
 * {@code boxes} {@code float[n][4]} as left, top, right and bottom edge; {@code scores} {@code
 * float[n]}. Outputs are found by name. Boxes are in pixels of a picture of the width and height
 * that the input {@code orig_target_sizes} is given, and of the net's input where there is none.
 *
 * <p>Threading: immutable, any thread.
 */
public final class DeimDecoder implements Decoder {

  private static final String SIZE_INPUT = "orig_target_sizes";

  private final float minScore;
  private final ClassNumbers classes;
  private final float across;
  private final float down;

  private DeimDecoder(ModelManifest manifest) {
    int width = manifest.input().width();
    int height = manifest.input().height();
    List<Float> said = manifest.constants().getOrDefault(SIZE_INPUT, List.of());
    boolean scaled = said.size() == 2 && said.get(0) > 0 && said.get(1) > 0;
    minScore = manifest.minScore();
    classes = ClassNumbers.of(manifest, "0");
    across = scaled ? width / said.get(0) : 1;
    down = scaled ? height / said.get(1) : 1;
  }

  static DeimDecoder of(ModelManifest manifest) {
    return new DeimDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    float[] labels = find("label", outputs);
    float[] boxes = find("box", outputs);
    float[] scores = find("score", outputs);
    if (labels.length != scores.length || boxes.length != BoxCode.EDGES * scores.length) {
      throw unexpected(outputs);
    }
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] >= minScore) {
        int at = BoxCode.EDGES * row;
        into.box(
            boxes[at] * across, boxes[at + 1] * down, boxes[at + 2] * across, boxes[at + 3] * down);
        into.add(scores[row], classes.of(labels[row]));
      }
    }
  }

  private static float[] find(String word, List<Tensor> outputs) {
    for (Tensor output : outputs) {
      if (output.name().toLowerCase(Locale.ROOT).contains(word)) {
        return output.values();
      }
    }
    throw unexpected(outputs);
  }

  private static IllegalArgumentException unexpected(List<Tensor> outputs) {
    return new IllegalArgumentException(
        "expected labels[n], boxes[n,4] and scores[n], found " + outputs);
  }
}
