package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads NanoDet and NanoDet-Plus: the sides of a box are distances from the center of its cell,
 * each the mean of a distribution over a few bins (Li et al. 2020, "Generalized Focal Loss").
 *
 * <p>Output layout: for each stride {@code float[cells][classes]} with probabilities and {@code
 * float[cells][4 * bins]} with left, top, right, bottom before their softmax, in strides; or one
 * {@code float[cells of all strides][classes + 4 * bins]}, smallest stride first. A grid has {@code
 * ceil(side / stride)} cells along a side; the middle of cell {@code i} is at {@code (i + center) *
 * stride}.
 *
 * <p>Threading: immutable, any thread.
 */
final class NanodetDecoder implements Decoder {

  private static final int SIDES = 4;

  private final int width;
  private final int height;
  private final int[] strides;
  private final int bins;
  private final float center;
  private final ClassScores scores;
  private final String expected;

  private NanodetDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    width = manifest.input().width();
    height = manifest.input().height();
    strides = spec.sizes("strides", "8,16,32");
    bins = bins(spec);
    center = Float.parseFloat(spec.choice("center", "0.5", "0"));
    scores = ClassScores.of(manifest);
    expected =
        "nanodet outputs of [cells,%d] and [cells,%d] for each of %d strides, or [cells,%d]"
            .formatted(scores.count(), SIDES * bins, strides.length, scores.count() + SIDES * bins);
  }

  static NanodetDecoder of(ModelManifest manifest) {
    return new NanodetDecoder(manifest);
  }

  /** How many bins a distribution has, at least 2, which may not be more than 64. */
  static int bins(DecoderSpec spec) {
    int[] bins = spec.sizes("bins", "8");
    if (bins.length != 1 || bins[0] < 2 || bins[0] > 64) {
      throw new BadManifest("decoder.bins", spec.text("bins", "8"), "one number, 2 to 64");
    }
    return bins[0];
  }

  /** Cells along a side of {@code length} px. */
  static int along(int length, int stride) {
    return (length + stride - 1) / stride;
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    int first = 0;
    for (int stride : strides) {
      int cells = along(width, stride) * along(height, stride);
      if (outputs.size() == 1) {
        decodeTogether(outputs, first, stride, into);
      } else {
        decodeApart(outputs, cells, stride, into);
      }
      first += cells;
    }
  }

  private void decodeTogether(List<Tensor> outputs, int first, int stride, Candidates into) {
    Tensor all = outputs.get(0);
    int columns = scores.count() + SIDES * bins;
    int cells = along(width, stride) * along(height, stride);
    Shapes.require(
        all.axes() == 2 && all.size(1) == columns && all.size(0) == allCells(), outputs, expected);
    float[] values = all.values();
    for (int cell = 0; cell < cells; cell++) {
      int at = (first + cell) * columns;
      if (scores.any(values, at, 1)) {
        place(values, at + scores.count(), cell, stride, into);
        scores.add(values, at, 1, 1, into);
      }
    }
  }

  private void decodeApart(List<Tensor> outputs, int cells, int stride, Candidates into) {
    Tensor classes = find(outputs, cells, scores.count(), null);
    Tensor sides = find(outputs, cells, SIDES * bins, classes);
    Shapes.require(classes != null && sides != null, outputs, expected);
    for (int cell = 0; cell < cells; cell++) {
      if (scores.any(classes.values(), cell * scores.count(), 1)) {
        place(sides.values(), cell * SIDES * bins, cell, stride, into);
        scores.add(classes.values(), cell * scores.count(), 1, 1, into);
      }
    }
  }

  /** The first output of that shape, but not {@code other}; null when there is none. */
  private static Tensor find(List<Tensor> outputs, int rows, int columns, Tensor other) {
    for (Tensor output : outputs) {
      boolean fits = output.axes() == 2 && output.size(0) == rows && output.size(1) == columns;
      if (fits && output != other) {
        return output;
      }
    }
    return null;
  }

  private void place(float[] values, int at, int cell, int stride, Candidates into) {
    int across = along(width, stride);
    float x = (cell % across + center) * stride;
    float y = (cell / across + center) * stride;
    into.box(
        x - mean(values, at) * stride,
        y - mean(values, at + bins) * stride,
        x + mean(values, at + 2 * bins) * stride,
        y + mean(values, at + 3 * bins) * stride);
  }

  /** Mean of the distribution over 0, 1, 2… whose logarithms begin at {@code at}. */
  private float mean(float[] values, int at) {
    float largest = values[at];
    for (int bin = 1; bin < bins; bin++) {
      largest = Math.max(largest, values[at + bin]);
    }
    double sum = 0;
    double weighted = 0;
    for (int bin = 0; bin < bins; bin++) {
      double share = Math.exp(values[at + bin] - largest);
      sum += share;
      weighted += bin * share;
    }
    return (float) (weighted / sum);
  }

  private int allCells() {
    int cells = 0;
    for (int stride : strides) {
      cells += along(width, stride) * along(height, stride);
    }
    return cells;
  }
}
