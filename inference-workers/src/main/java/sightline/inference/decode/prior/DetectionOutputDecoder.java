package sightline.inference.decode.prior;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads the layer DetectionOutput of Caffe and OpenVINO, which has suppressed its boxes itself.
 *
 * <p>Output layout: {@code float[n][7]}: number of the picture, class (the first label being {@code
 * firstClass}), score, left, top, right and bottom edge, 0 to 1 of the input or px of it. A picture
 * below 0 ends the list. Since all pictures of a call share the list, calls have one picture.
 *
 * <p>Threading: immutable, any thread.
 */
public final class DetectionOutputDecoder implements Decoder {

  private static final int COLUMNS = 7;

  private final float minScore;
  private final ClassNumbers classes;
  private final float across;
  private final float down;

  private DetectionOutputDecoder(ModelManifest manifest) {
    InputSpec input = manifest.input();
    boolean relative =
        manifest.decoder().choice("coordinates", "relative", "px").equals("relative");
    minScore = manifest.minScore();
    classes = ClassNumbers.of(manifest, "1");
    across = relative ? input.width() : 1;
    down = relative ? input.height() : 1;
  }

  static DetectionOutputDecoder of(ModelManifest manifest) {
    return new DetectionOutputDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    if (outputs.size() != 1 || outputs.get(0).values().length % COLUMNS != 0) {
      throw new IllegalArgumentException(
          "expected one detection-output of [n,7], found " + outputs);
    }
    float[] rows = outputs.get(0).values();
    for (int at = 0; at < rows.length && !(rows[at] < 0); at += COLUMNS) {
      if (rows[at + 2] >= minScore) {
        into.box(
            rows[at + 3] * across, rows[at + 4] * down, rows[at + 5] * across, rows[at + 6] * down);
        into.add(rows[at + 2], classes.of(rows[at + 1]));
      }
    }
  }
}
