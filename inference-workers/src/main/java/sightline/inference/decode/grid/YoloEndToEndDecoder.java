package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that suppress what overlaps themselves: YOLOv10, YOLO26, and exports with built-in
 * suppression.
 *
 * <p>Output layout: {@code float[boxes][6]}: left, top, right, bottom in px of the input, score 0
 * to 1, number of the class.
 *
 * <p>Threading: immutable, any thread.
 */
final class YoloEndToEndDecoder implements Decoder {

  static final int COLUMNS = 6;

  private static final int SCORE = 4;
  private static final int CLASS = 5;
  private static final int NO_CLASS = -1;

  private final int classes;
  private final float minScore;

  private YoloEndToEndDecoder(ModelManifest manifest) {
    classes = manifest.labels().size();
    minScore = manifest.minScore();
  }

  static YoloEndToEndDecoder of(ModelManifest manifest) {
    return new YoloEndToEndDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    String expected = "one yolo-end-to-end output of [boxes,6]";
    Tensor rows = Shapes.only(outputs, expected);
    Shapes.require(rows.axes() == 2 && rows.size(1) == COLUMNS, outputs, expected);
    float[] values = rows.values();
    for (int row = 0; row < rows.size(0); row++) {
      int at = row * COLUMNS;
      if (values[at + SCORE] >= minScore) {
        into.from(row);
        into.box(values[at], values[at + 1], values[at + 2], values[at + 3]);
        into.add(values[at + SCORE], classId(values[at + CLASS]));
      }
    }
  }

  /** Nothing that is no class has a place among the candidates. */
  private int classId(float value) {
    return value > -.5f && value < classes - .5f ? Math.round(value) : NO_CLASS;
  }
}
