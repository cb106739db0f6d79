package sightline.inference.decode.mask;

import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.Mask;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.decode.mask.pixel.Patch;
import sightline.inference.decode.mask.pixel.Sampler;
import sightline.inference.decode.mask.pixel.ScoreMap;
import sightline.inference.model.ModelManifest;

/**
 * Reads YOLOv8 with masks, which are sums of prototypes (Bolya et al. 2019, YOLACT).
 *
 * <p>Output layout: {@code float[4 + classes + prototypes][anchors]}, rows 0 to 3 center x, center
 * y, width and height in input px, then one probability for each class, then one factor for each
 * prototype; and {@code float[prototypes][height][width]} spread over the input. A pixel in the box
 * is the object's where the sum of factor times prototype is more than 0.
 *
 * <p>Threading: immutable, any thread.
 */
final class YoloInstanceDecoder implements Decoder {

  private static final int FIRST_CLASS = 4;

  private final InputSpec input;
  private final int classes;
  private final float minScore;
  private final boolean everyClass;

  private YoloInstanceDecoder(ModelManifest manifest) {
    input = manifest.input();
    classes = manifest.labels().size();
    minScore = manifest.minScore();
    everyClass = manifest.decoder().choice("classes", "best", "every").equals("every");
  }

  static YoloInstanceDecoder of(ModelManifest manifest) {
    return new YoloInstanceDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    Tensor rows = parts(outputs).rows();
    float[] values = rows.values();
    int anchors = rows.size(1);
    for (int anchor = 0; anchor < anchors; anchor++) {
      int best = best(values, anchors, anchor);
      if (best >= 0) {
        into.from(anchor);
        into.boxCentered(
            values[anchor],
            values[anchors + anchor],
            values[2 * anchors + anchor],
            values[3 * anchors + anchor]);
        add(values, anchors, best, into);
      }
    }
  }

  /** Index of the best class score that reaches the limit, or -1. */
  private int best(float[] values, int anchors, int anchor) {
    int best = -1;
    float score = minScore;
    int end = (FIRST_CLASS + classes) * anchors;
    for (int at = FIRST_CLASS * anchors + anchor; at < end; at += anchors) {
      if (values[at] > score || (best < 0 && values[at] >= score)) {
        best = at;
        score = values[at];
      }
    }
    return best;
  }

  private void add(float[] values, int anchors, int best, Candidates into) {
    if (!everyClass) {
      into.add(values[best], best / anchors - FIRST_CLASS);
      return;
    }
    for (int classId = 0; classId < classes; classId++) {
      float score = values[(FIRST_CLASS + classId) * anchors + best % anchors];
      if (score >= minScore) {
        into.add(score, classId);
      }
    }
  }

  @Override
  public Mask mask(List<Tensor> outputs, int origin, Box inInput, MaskGrid grid) {
    Parts parts = parts(outputs);
    ScoreMap prototypes = ScoreMap.of(parts.prototypes(), Layout.NCHW);
    double across = (double) prototypes.width() / input.width();
    double down = (double) prototypes.height() / input.height();
    int left = cell(inInput.left() * across - .5, prototypes.width());
    int top = cell(inInput.top() * down - .5, prototypes.height());
    int right = cell(inInput.right() * across + .5, prototypes.width()) + 1;
    int bottom = cell(inInput.bottom() * down + .5, prototypes.height()) + 1;
    var sums = new Patch(left, top, right - left, bottom - top);
    for (int index = 0; index < prototypes.channels(); index++) {
      int row = FIRST_CLASS + classes + index;
      float factor = parts.rows().values()[row * parts.rows().size(1) + origin];
      sums.add(factor, prototypes, index);
    }
    var spread =
        new Box(
            (float) (left / across),
            (float) (top / down),
            (float) (right / across),
            (float) (bottom / down));
    var writer = new MaskWriter(grid.width(), grid.height());
    Sampler.within(inInput, spread, sums.map(), grid).cover(0, writer);
    return writer.mask();
  }

  private static int cell(double position, int cells) {
    return (int) Math.max(0, Math.min(cells - 1, Math.floor(position)));
  }

  private record Parts(Tensor rows, Tensor prototypes) {}

  private Parts parts(List<Tensor> outputs) {
    Tensor rows = withAxes(2, outputs);
    Tensor prototypes = withAxes(3, outputs);
    int expected = FIRST_CLASS + classes + prototypes.size(0);
    if (rows.size(0) != expected || prototypes.values().length == 0) {
      throw new IllegalArgumentException(
          "expected yolov8-instance rows for %d classes and %d prototypes, found %s"
              .formatted(classes, prototypes.size(0), outputs));
    }
    return new Parts(rows, prototypes);
  }

  private static Tensor withAxes(int axes, List<Tensor> outputs) {
    for (Tensor output : outputs) {
      if (output.axes() == axes) {
        return output;
      }
    }
    throw new IllegalArgumentException(
        "expected yolov8-instance rows with 2 axes and prototypes with 3, found " + outputs);
  }
}
