package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads the output of YOLOX (Ge et al. 2021), undecoded as it is usually exported.
 *
 * <p>Output layout: {@code float[cells][5 + classes]}, the cells of each stride's grid row by row,
 * smallest stride first. Columns: x and y of the center as offset from the cell in cells, width and
 * height as logarithms of cells, objectness 0 to 1, then one probability for each class. With
 * {@code boxes: decoded} the first four are center and size in input px. The score is objectness
 * times probability; each class that reaches the limit is a candidate, or only the best one if the
 * manifest says {@code classes: best}.
 *
 * <p>Threading: immutable, any thread.
 */
public final class YoloxDecoder implements Decoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final int width;
  private final int height;
  private final int columns;
  private final int[] strides;
  private final boolean decoded;
  private final ClassScores scores;

  private YoloxDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    width = manifest.input().width();
    height = manifest.input().height();
    strides = spec.sizes("strides", "8,16,32");
    decoded = spec.choice("boxes", "raw", "decoded").equals("decoded");
    scores = ClassScores.of(manifest);
    columns = FIRST_CLASS + scores.count();
  }

  static YoloxDecoder of(ModelManifest manifest) {
    return new YoloxDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    check(outputs);
    float[] output = outputs.get(0).values();
    int row = 0;
    for (int stride : strides) {
      int across = width / stride;
      int cells = across * (height / stride);
      for (int cell = 0; cell < cells; cell++, row += columns) {
        if (output[row + OBJECTNESS] >= scores.minScore()) {
          if (decoded) {
            into.boxCentered(output[row], output[row + 1], output[row + 2], output[row + 3]);
          } else {
            into.boxCentered(
                (output[row] + cell % across) * stride,
                (output[row + 1] + cell / across) * stride,
                (float) Math.exp(output[row + 2]) * stride,
                (float) Math.exp(output[row + 3]) * stride);
          }
          scores.add(output, row + FIRST_CLASS, 1, output[row + OBJECTNESS], into);
        }
      }
    }
  }

  private void check(List<Tensor> outputs) {
    long cells = 0;
    for (int stride : strides) {
      cells += (long) (width / stride) * (height / stride);
    }
    if (outputs.size() != 1 || outputs.get(0).values().length != cells * columns) {
      throw new IllegalArgumentException(
          "expected one yolox output of [%d,%d], found %s".formatted(cells, columns, outputs));
    }
  }
}
