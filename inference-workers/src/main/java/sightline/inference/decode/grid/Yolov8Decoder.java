package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads the output of YOLOv8, v9, v11 and v12: boxes without objectness.
 *
 * <p>Output layout: {@code float[4 + classes][boxes]}, or turned round {@code float[boxes][4 +
 * classes]}: x and y of the center, width and height in px of the input, then one probability for
 * each class, which is the score.
 *
 * <p>Threading: immutable, any thread.
 */
final class Yolov8Decoder implements Decoder {

  private static final int FIRST_CLASS = 4;

  private final ClassScores scores;
  private final String expected;

  private Yolov8Decoder(ModelManifest manifest) {
    scores = ClassScores.of(manifest);
    expected = "one yolov8 output of [%1$d,boxes] or [boxes,%1$d]".formatted(rows());
  }

  static Yolov8Decoder of(ModelManifest manifest) {
    return new Yolov8Decoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    Tensor output = Shapes.only(outputs, expected);
    boolean planar = output.axes() == 2 && output.size(0) == rows();
    Shapes.require(planar || (output.axes() == 2 && output.size(1) == rows()), outputs, expected);
    if (planar && scores.every()) {
      decodeByClass(output, into);
    } else {
      decodeByBox(output, planar, into);
    }
  }

  /**
   * Reads the memory in its own order: nearly all scores are too low, and boxes are not looked at.
   */
  private void decodeByClass(Tensor output, Candidates into) {
    float[] values = output.values();
    int boxes = output.size(1);
    for (int classId = 0; classId < scores.count(); classId++) {
      int first = (FIRST_CLASS + classId) * boxes;
      for (int box = 0; box < boxes; box++) {
        float score = values[first + box];
        if (score >= scores.minScore()) {
          place(values, box, boxes, into);
          into.from(box);
          into.add(score, classId);
        }
      }
    }
  }

  private void decodeByBox(Tensor output, boolean planar, Candidates into) {
    float[] values = output.values();
    int boxes = output.size(planar ? 1 : 0);
    int step = planar ? boxes : 1;
    for (int box = 0; box < boxes; box++) {
      int at = planar ? box : box * rows();
      if (scores.any(values, at + FIRST_CLASS * step, step)) {
        place(values, at, step, into);
        into.from(box);
        scores.add(values, at + FIRST_CLASS * step, step, 1, into);
      }
    }
  }

  private static void place(float[] values, int at, int step, Candidates into) {
    into.boxCentered(values[at], values[at + step], values[at + 2 * step], values[at + 3 * step]);
  }

  private int rows() {
    return FIRST_CLASS + scores.count();
  }
}
