package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads the undecoded output of YOLOX.
 *
 * <p>Output layout: {@code float[cells][5 + classes]}, the cells of each stride's grid row by row,
 * smallest stride first. Columns: x and y of the center as offset from the cell in cells, width and
 * height as logarithms of cells, objectness 0 to 1, then one probability for each class. The score
 * is objectness times probability; each class that reaches the limit is a candidate, or only the
 * best one if the manifest says {@code classes: best}.
 *
 * <p>Threading: immutable, any thread.
 */
public final class YoloxDecoder implements Decoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final int width;
  private final int height;
  private final int classes;
  private final int[] strides;
  private final float minScore;
  private final boolean everyClass;

  private YoloxDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    width = manifest.input().width();
    height = manifest.input().height();
    classes = manifest.labels().size();
    strides = spec.sizes("strides", "8,16,32");
    minScore = manifest.minScore();
    everyClass = spec.choice("classes", "every", "best").equals("every");
  }

  static YoloxDecoder of(ModelManifest manifest) {
    return new YoloxDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    float[] output = outputs.get(0).values();
    int columns = FIRST_CLASS + classes;
    int row = 0;
    check(outputs, columns);
    for (int stride : strides) {
      int across = width / stride;
      int cells = across * (height / stride);
      for (int cell = 0; cell < cells; cell++, row += columns) {
        if (output[row + OBJECTNESS] >= minScore) {
          into.boxCentered(
              (output[row] + cell % across) * stride,
              (output[row + 1] + cell / across) * stride,
              (float) Math.exp(output[row + 2]) * stride,
              (float) Math.exp(output[row + 3]) * stride);
          if (everyClass) {
            addEvery(output, row, into);
          } else {
            addBest(output, row, into);
          }
        }
      }
    }
  }

  private void check(List<Tensor> outputs, int columns) {
    long cells = 0;
    for (int stride : strides) {
      cells += (long) (width / stride) * (height / stride);
    }
    if (outputs.size() != 1 || outputs.get(0).values().length != cells * columns) {
      throw new IllegalArgumentException(
          "expected one yolox output of [%d,%d], found %s".formatted(cells, columns, outputs));
    }
  }

  private void addEvery(float[] output, int row, Candidates into) {
    float objectness = output[row + OBJECTNESS];
    for (int classId = 0; classId < classes; classId++) {
      float score = objectness * output[row + FIRST_CLASS + classId];
      if (score >= minScore) {
        into.add(score, classId);
      }
    }
  }

  private void addBest(float[] output, int row, Candidates into) {
    int best = 0;
    for (int classId = 1; classId < classes; classId++) {
      if (output[row + FIRST_CLASS + classId] > output[row + FIRST_CLASS + best]) {
        best = classId;
      }
    }
    float score = output[row + OBJECTNESS] * output[row + FIRST_CLASS + best];
    if (score >= minScore) {
      into.add(score, best);
    }
  }
}
