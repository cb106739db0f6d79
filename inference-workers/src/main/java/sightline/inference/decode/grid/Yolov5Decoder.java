package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads the decoded output of YOLOv5 and v7: all heads in one list.
 *
 * <p>Output layout: {@code float[boxes][5 + classes]}: x and y of the center, width and height in
 * px of the input, objectness 0 to 1, then one probability for each class. The score is objectness
 * times probability. Other outputs, as the undecoded heads, are not looked at.
 *
 * <p>Threading: immutable, any thread.
 */
final class Yolov5Decoder implements Decoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final ClassScores scores;
  private final String expected;

  private Yolov5Decoder(ModelManifest manifest) {
    scores = ClassScores.of(manifest);
    expected = "a yolov5 output of [boxes,%d]".formatted(FIRST_CLASS + scores.count());
  }

  static Yolov5Decoder of(ModelManifest manifest) {
    return new Yolov5Decoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    int columns = FIRST_CLASS + scores.count();
    Tensor rows = Shapes.first(outputs, 2, 1, columns);
    Shapes.require(rows != null, outputs, expected);
    float[] values = rows.values();
    for (int row = 0; row < rows.size(0); row++) {
      int at = row * columns;
      float objectness = values[at + OBJECTNESS];
      if (objectness >= scores.minScore()) {
        into.from(row);
        into.boxCentered(values[at], values[at + 1], values[at + 2], values[at + 3]);
        scores.add(values, at + FIRST_CLASS, 1, objectness, into);
      }
    }
  }
}
