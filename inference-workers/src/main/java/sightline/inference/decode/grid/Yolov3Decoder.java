package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads the undecoded heads of YOLOv3, v4 and Darknet's offspring (Redmon and Farhadi 2018), and
 * those of YOLOv5 and v7.
 *
 * <p>Output layout, one output for each grid: {@code float[anchors * (5 + classes)][rows][columns]}
 * as Darknet has it, or {@code float[anchors][rows][columns][5 + classes]} as YOLOv5 has it. For
 * each anchor: x, y, width, height, objectness, classes, all before the logistic function {@code
 * s}. With {@code xy: darknet} the center is {@code s(x)} into its cell and the sides are {@code
 * exp(w)} anchors, with {@code xy: v5} they are {@code 2 s(x) - 0.5} and {@code (2 s(w))²}. The
 * score is objectness times class probability. Anchors are in px of the input.
 *
 * <p>Threading: immutable, any thread.
 */
final class Yolov3Decoder implements Decoder {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final int width;
  private final int height;
  private final Anchors anchors;
  private final boolean darknet;
  private final ClassScores scores;
  private final String expected;

  private Yolov3Decoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    width = manifest.input().width();
    height = manifest.input().height();
    anchors = Anchors.of(spec, UsualAnchors.YOLOV3);
    darknet = spec.choice("xy", "darknet", "v5").equals("darknet");
    scores = ClassScores.of(manifest).ofLogits();
    expected =
        "yolov3 outputs that share %d anchors, each [anchors*%d,rows,columns] or [anchors,rows,columns,%d]"
            .formatted(anchors.count(), columns(), columns());
  }

  static Yolov3Decoder of(ModelManifest manifest) {
    return new Yolov3Decoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    int perHead = anchors.perHead(outputs.size());
    Shapes.require(perHead > 0, outputs, expected);
    for (int place = 0; place < outputs.size(); place++) {
      Tensor head = outputs.get(place);
      Shapes.require(fits(head, perHead), outputs, expected);
      int first = anchors.first(outputs.size(), place, rank(head, place, outputs));
      for (int anchor = 0; anchor < perHead; anchor++) {
        decode(head, anchor, first + anchor, into);
      }
    }
  }

  private boolean fits(Tensor head, int perHead) {
    return head.axes() == 3
        ? head.size(0) == perHead * columns()
        : head.axes() == 4 && head.size(0) == perHead && head.size(3) == columns();
  }

  /** How many grids are finer, or as fine and before it. */
  private static int rank(Tensor head, int place, List<Tensor> outputs) {
    int rank = 0;
    for (int other = 0; other < outputs.size(); other++) {
      int length = outputs.get(other).values().length;
      boolean finer = length > head.values().length;
      rank += finer || (length == head.values().length && other < place) ? 1 : 0;
    }
    return rank;
  }

  private void decode(Tensor head, int anchor, int size, Candidates into) {
    boolean planar = head.axes() == 3;
    int across = head.size(2);
    int down = head.size(1);
    int cells = down * across;
    int step = planar ? cells : 1;
    float[] values = head.values();
    for (int cell = 0; cell < cells; cell++) {
      int at = planar ? anchor * columns() * cells + cell : (anchor * cells + cell) * columns();
      float objectness = ClassScores.logistic(values[at + OBJECTNESS * step]);
      if (objectness >= scores.minScore()) {
        into.boxCentered(
            (center(values[at]) + cell % across) * width / across,
            (center(values[at + step]) + cell / across) * height / down,
            side(values[at + 2 * step]) * anchors.width(size),
            side(values[at + 3 * step]) * anchors.height(size));
        scores.add(values, at + FIRST_CLASS * step, step, objectness, into);
      }
    }
  }

  private float center(float value) {
    float share = ClassScores.logistic(value);
    return darknet ? share : 2 * share - .5f;
  }

  private float side(float value) {
    if (darknet) {
      return (float) Math.exp(value);
    }
    float twice = 2 * ClassScores.logistic(value);
    return twice * twice;
  }

  private int columns() {
    return FIRST_CLASS + scores.count();
  }
}
