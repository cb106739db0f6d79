package sightline.trainer.fit.detect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.detect.assign.GridTargets;
import sightline.trainer.fit.detect.assign.HostNumbers;
import sightline.trainer.fit.detect.assign.YoloAssignment;
import sightline.trainer.fit.detect.assign.YoloGrid;
import sightline.trainer.fit.loss.ClassLosses;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.Anchor;
import sightline.trainer.net.detection.YoloNet;

/**
 * A YOLO grid [Redmon and Farhadi 2017]. Parts of the loss, sums divided by the number of objects:
 * {@code box}; {@code object}, binary cross-entropy of all rows, those without an object at half;
 * {@code class}, cross-entropy.
 *
 * <p>Kinds of the box loss: {@code ciou} (usual), {@code giou}, {@code iou}, {@code squares}
 * (squared differences of the center in cells and of the logarithms of the sides). Parameter {@code
 * objectness}: {@code overlap} (usual) or {@code one}.
 *
 * <p>Threading: one thread. Ownership: tensors belong to the step's scope.
 */
final class YoloTask implements Task {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final Terms terms;
  private final YoloNet net;
  private final YoloGrid grid;
  private final YoloAssignment assignment;
  private final BoxLoss boxLoss;

  YoloTask(Terms terms, YoloNet net) {
    if (net.anchors().isEmpty()) {
      throw new IllegalArgumentException(
          "net.parameters.anchors is %d, expected pairs of width and height in cells: they are found among the boxes before training"
              .formatted(net.anchorCount()));
    }
    terms.allowWeights("box", "object", "class");
    this.terms = terms;
    this.net = net;
    int stride = net.stride();
    grid =
        new YoloGrid(
            terms.input().width() / stride,
            terms.input().height() / stride,
            stride,
            net.planes(),
            net.anchors());
    assignment =
        new YoloAssignment(
            grid, terms.loss().word("objectness", "overlap", "one").equals("overlap"));
    boxLoss = BoxLoss.of(terms.kind("ciou", "giou", "iou", "squares"), stride);
    terms.loss().requireKnown();
  }

  @Override
  public Net net() {
    return net;
  }

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor rows = rows(outputs); // (N * anchors * cells, 5 + classes)
    GridTargets targets = assignment.of(HostNumbers.of(rows), batch.objects());
    Tensor said = rows.index_select(0, targets.numbers(rows)); // (P, 5 + classes)
    Tensor boxes = boxLoss.of(boxes(said, targets), targets.truths(rows)); // (P)
    Tensor classes = said.narrow(1, FIRST_CLASS, net.labels()); // (P, classes)
    Tensor wanted = HostNumbers.tensor(targets.objects(), rows, targets.objects().length);
    Tensor counts = HostNumbers.tensor(targets.counts(), rows, targets.counts().length);
    Tensor objects = ClassLosses.binaryCrossEntropy(rows.select(1, OBJECTNESS), wanted);

    var parts = new LinkedHashMap<String, Tensor>();
    terms.put(parts, "box", boxes.sum(), targets.divisor() / BoxLoss.FACTOR);
    terms.put(parts, "object", objects.mul(counts).sum(), targets.divisor());
    terms.put(
        parts,
        "class",
        ClassLosses.crossEntropy(classes, targets.classes(rows)).sum(),
        targets.divisor());
    return parts;
  }

  /** (N, anchors * (5 + classes), h, w) to (N * anchors * h * w, 5 + classes). */
  private Tensor rows(Map<String, Tensor> outputs) {
    return outputs
        .get("grid")
        .to(ScalarType.Float)
        .reshape(-1, grid.anchors().size(), grid.columns(), grid.cells())
        .permute(0, 1, 3, 2) // (N, anchors, h * w, 5 + classes)
        .reshape(-1, grid.columns());
  }

  /** Center and sides in px, (P, 4). */
  private Tensor boxes(Tensor said, GridTargets targets) {
    float[] cells = new float[2 * targets.rows().size()];
    float[] anchors = new float[2 * targets.rows().size()];
    for (int i = 0; i < targets.rows().size(); i++) {
      int row = targets.rows().get(i).number();
      Anchor anchor = grid.anchor(row);
      cells[2 * i] = grid.column(row);
      cells[2 * i + 1] = grid.line(row);
      anchors[2 * i] = (float) anchor.width();
      anchors[2 * i + 1] = (float) anchor.height();
    }
    int count = targets.rows().size();
    Tensor centers = said.narrow(1, 0, 2).sigmoid().add(HostNumbers.tensor(cells, said, count, 2));
    Tensor sides =
        BoxLoss.exp(said.narrow(1, 2, 2)).mul(HostNumbers.tensor(anchors, said, count, 2));
    return torch
        .hstack(new TensorVector(centers, sides))
        .mul(new Scalar((double) grid.stride())); // (P, 4)
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    float[] numbers = HostNumbers.of(rows(outputs));
    var answers = new ArrayList<Guessed>();
    int perPicture = grid.rows();
    for (int first = 0; first < numbers.length / grid.columns(); first += perPicture) {
      var claims = new ArrayList<Suppression.Claim>();
      for (int row = first; row < first + perPicture; row++) {
        claim(numbers, row, claims);
      }
      answers.add(Guessed.ofObjects(terms.suppression().of(claims)));
    }
    return answers;
  }

  private void claim(float[] numbers, int row, List<Suppression.Claim> claims) {
    int at = row * grid.columns();
    double object = YoloGrid.sigmoid(numbers[at + OBJECTNESS]);
    if (object >= Suppression.FLOOR) {
      double[] shares = Shares.of(numbers, at + FIRST_CLASS, net.labels());
      for (int classId = 0; classId < shares.length; classId++) {
        if (object * shares[classId] >= Suppression.FLOOR) {
          claims.add(
              new Suppression.Claim(grid.box(numbers, row), classId, object * shares[classId]));
        }
      }
    }
  }

  @Override
  public Judge judge() {
    return new DetectionJudge(terms.labels());
  }

  @Override
  public String usualMetric() {
    return "ap50";
  }

  @Override
  public ObjectNode manifest() {
    return terms.manifest("yolov2", Map.of("anchors", Anchor.text(net.anchors())));
  }
}
