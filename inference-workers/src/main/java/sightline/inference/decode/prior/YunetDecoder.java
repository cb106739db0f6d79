package sightline.inference.decode.prior;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads YuNet (Wu et al. 2023): faces with five landmarks.
 *
 * <p>Output layout, for each stride 8, 16 and 32, the cells of its grid row by row: {@code cls_}
 * and {@code obj_} {@code float[cells][1]}, whose geometric mean is the score; {@code bbox_} {@code
 * float[cells][4]}, the center as offset from the cell in cells, width and height as logarithms of
 * cells; {@code kps_} {@code float[cells][10]}, x and y of right and left eye, nose, right and left
 * corner of the mouth as offsets from the cell in cells. Outputs are found by name.
 *
 * <p>Threading: immutable, any thread.
 */
public final class YunetDecoder implements Decoder {

  private static final int[] STRIDES = {8, 16, 32};
  private static final int POINTS = 10;

  private final int width;
  private final int height;
  private final float minScore;

  private YunetDecoder(ModelManifest manifest) {
    width = manifest.input().width();
    height = manifest.input().height();
    minScore = manifest.minScore();
  }

  static YunetDecoder of(ModelManifest manifest) {
    return new YunetDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    int first = 0;
    for (int stride : STRIDES) {
      find("kps_", stride, POINTS, outputs);
      decode(stride, first, outputs, into);
      first += cells(stride);
    }
  }

  private void decode(int stride, int first, List<Tensor> outputs, Candidates into) {
    float[] classes = find("cls_", stride, 1, outputs);
    float[] objectness = find("obj_", stride, 1, outputs);
    float[] boxes = find("bbox_", stride, BoxCode.EDGES, outputs);
    int across = width / stride;
    for (int cell = 0; cell < classes.length; cell++) {
      float score = (float) Math.sqrt(classes[cell] * objectness[cell]);
      if (score >= minScore) {
        int at = BoxCode.EDGES * cell;
        into.from(first + cell);
        into.boxCentered(
            (boxes[at] + cell % across) * stride,
            (boxes[at + 1] + cell / across) * stride,
            (float) Math.exp(boxes[at + 2]) * stride,
            (float) Math.exp(boxes[at + 3]) * stride);
        into.add(score, 0);
      }
    }
  }

  @Override
  public float[] landmarks(List<Tensor> outputs, int origin) {
    int cell = origin;
    for (int stride : STRIDES) {
      if (cell < cells(stride)) {
        return landmarks(stride, cell, outputs);
      }
      cell -= cells(stride);
    }
    throw new IllegalArgumentException("there is no cell %d in yunet's grids".formatted(origin));
  }

  /** None at all where one of them is no finite number. */
  private float[] landmarks(int stride, int cell, List<Tensor> outputs) {
    float[] values = find("kps_", stride, POINTS, outputs);
    int across = width / stride;
    float[] points = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      points[i] =
          (values[POINTS * cell + i] + (i % 2 == 0 ? cell % across : cell / across)) * stride;
      if (!Float.isFinite(points[i])) {
        return new float[0];
      }
    }
    return points;
  }

  private int cells(int stride) {
    return (width / stride) * (height / stride);
  }

  private float[] find(String prefix, int stride, int columns, List<Tensor> outputs) {
    for (Tensor output : outputs) {
      boolean named = output.name().startsWith(prefix) && output.name().equals(prefix + stride);
      if (named && output.values().length == (long) cells(stride) * columns) {
        return output.values();
      }
    }
    throw new IllegalArgumentException(
        "expected a yunet output %s%d[%d,%d], found %s"
            .formatted(prefix, stride, cells(stride), columns, outputs));
  }
}
