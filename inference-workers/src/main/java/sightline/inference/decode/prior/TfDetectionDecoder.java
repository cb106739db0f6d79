package sightline.inference.decode.prior;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets of TensorFlow's detection API, which have suppressed their boxes themselves.
 *
 * <p>Output layout: {@code detection_boxes} {@code float[n][4]} as upper, left, lower and right
 * edge, 0 to 1 of the input or px of it; {@code detection_scores} {@code float[n]}; {@code
 * detection_classes} {@code float[n]}, the first label being {@code firstClass}; {@code
 * num_detections}, how many of the n count, which may be absent. Outputs are found by name.
 *
 * <p>Threading: immutable, any thread.
 */
public final class TfDetectionDecoder implements Decoder {

  private final float minScore;
  private final ClassNumbers classes;
  private final float across;
  private final float down;

  private TfDetectionDecoder(ModelManifest manifest) {
    InputSpec input = manifest.input();
    boolean relative =
        manifest.decoder().choice("coordinates", "relative", "px").equals("relative");
    minScore = manifest.minScore();
    classes = ClassNumbers.of(manifest, "1");
    across = relative ? input.width() : 1;
    down = relative ? input.height() : 1;
  }

  static TfDetectionDecoder of(ModelManifest manifest) {
    return new TfDetectionDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    float[] boxes = require("detection_boxes", outputs);
    float[] scores = require("detection_scores", outputs);
    float[] ids = require("detection_classes", outputs);
    if (boxes.length != BoxCode.EDGES * scores.length || ids.length != scores.length) {
      throw unexpected(outputs);
    }
    int count = count(find("num_detections", outputs), scores.length);
    for (int row = 0; row < count; row++) {
      if (scores[row] >= minScore) {
        int at = BoxCode.EDGES * row;
        into.box(
            boxes[at + 1] * across, boxes[at] * down, boxes[at + 3] * across, boxes[at + 2] * down);
        into.add(scores[row], classes.of(ids[row]));
      }
    }
  }

  /** All of them if {@code number} is absent or no number. */
  private static int count(float[] number, int rows) {
    boolean said = number != null && number.length == 1 && number[0] >= 0;
    return said ? (int) Math.min(rows, number[0]) : rows;
  }

  private static float[] require(String name, List<Tensor> outputs) {
    float[] values = find(name, outputs);
    if (values == null) {
      throw unexpected(outputs);
    }
    return values;
  }

  /** The output {@code name}, whose own name may go on, as in {@code name:0}; null if absent. */
  private static float[] find(String name, List<Tensor> outputs) {
    for (Tensor output : outputs) {
      if (output.name().startsWith(name)) {
        return output.values();
      }
    }
    return null;
  }

  private static IllegalArgumentException unexpected(List<Tensor> outputs) {
    return new IllegalArgumentException(
        "expected detection_boxes[n,4], detection_scores[n] and detection_classes[n], found "
            + outputs);
  }
}
