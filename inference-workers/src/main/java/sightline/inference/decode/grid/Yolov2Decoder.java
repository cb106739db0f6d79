package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads the region head of YOLOv2 and Tiny YOLOv2 (Redmon and Farhadi 2016).
 *
 * <p>Output layout: {@code float[anchors * (5 + classes)][rows][columns]}, all planes of one anchor
 * behind each other: x and y of the center inside its cell (logistic), width and height as
 * logarithms of anchors, which are in cells, objectness (logistic), then the classes (softmax). The
 * score is objectness times class probability.
 *
 * <p>Threading: immutable, any thread.
 */
final class Yolov2Decoder implements Decoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final int width;
  private final int height;
  private final Anchors anchors;
  private final ClassScores scores;
  private final String expected;

  private Yolov2Decoder(ModelManifest manifest) {
    width = manifest.input().width();
    height = manifest.input().height();
    scores = ClassScores.of(manifest);
    anchors = Anchors.of(manifest.decoder(), UsualAnchors.region(scores.count()));
    expected = "one yolov2 output of [%d,rows,columns]".formatted(anchors.count() * planes());
  }

  static Yolov2Decoder of(ModelManifest manifest) {
    return new Yolov2Decoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    Tensor grid = Shapes.only(outputs, expected);
    Shapes.require(
        grid.axes() == 3 && grid.size(0) == anchors.count() * planes(), outputs, expected);
    int cells = grid.size(1) * grid.size(2);
    for (int anchor = 0; anchor < anchors.count(); anchor++) {
      for (int cell = 0; cell < cells; cell++) {
        decode(grid, anchor, cell, into);
      }
    }
  }

  private void decode(Tensor grid, int anchor, int cell, Candidates into) {
    float[] values = grid.values();
    int across = grid.size(2);
    int down = grid.size(1);
    int step = down * across;
    int at = anchor * planes() * step + cell;
    float objectness = ClassScores.logistic(values[at + OBJECTNESS * step]);
    if (objectness >= scores.minScore()) {
      into.boxCentered(
          (ClassScores.logistic(values[at]) + cell % across) * width / across,
          (ClassScores.logistic(values[at + step]) + cell / across) * height / down,
          (float) Math.exp(values[at + 2 * step]) * anchors.width(anchor) * width / across,
          (float) Math.exp(values[at + 3 * step]) * anchors.height(anchor) * height / down);
      addClasses(values, at + FIRST_CLASS * step, step, objectness, into);
    }
  }

  /** Softmax in two passes, the largest number taken off first. */
  private void addClasses(float[] values, int first, int step, float objectness, Candidates into) {
    int best = 0;
    for (int classId = 1; classId < scores.count(); classId++) {
      best = values[first + classId * step] > values[first + best * step] ? classId : best;
    }
    float largest = values[first + best * step];
    double sum = 0;
    for (int classId = 0; classId < scores.count(); classId++) {
      sum += Math.exp(values[first + classId * step] - largest);
    }
    for (int classId = 0; classId < scores.count(); classId++) {
      double share = Math.exp(values[first + classId * step] - largest) / sum;
      float score = (float) (objectness * share);
      if (score >= scores.minScore() && (scores.every() || classId == best)) {
        into.add(score, classId);
      }
    }
  }

  private int planes() {
    return FIRST_CLASS + scores.count();
  }
}
