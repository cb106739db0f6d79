package sightline.trainer.fit.detect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.detect.assign.CellAssignment;
import sightline.trainer.fit.detect.assign.CellGrid;
import sightline.trainer.fit.detect.assign.CellGrid.Cell;
import sightline.trainer.fit.detect.assign.GridTargets;
import sightline.trainer.fit.detect.assign.HostNumbers;
import sightline.trainer.fit.detect.assign.YoloGrid;
import sightline.trainer.fit.loss.ClassLosses;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.YoloxNet;

/**
 * A net without anchors [Ge 2021]. Parts of the loss, sums divided by the number of cells with an
 * object: {@code box}; {@code object}, binary cross-entropy of all cells; {@code class}, binary
 * cross-entropy with the overlap of box and object as what the right class is to reach.
 *
 * <p>Kinds of the box loss: {@code giou} (usual), {@code ciou}, {@code iou}.
 *
 * <p>Threading: one thread. Ownership: tensors belong to the step's scope.
 */
final class YoloxTask implements Task {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;

  private final Terms terms;
  private final YoloxNet net;
  private final CellGrid grid;
  private final List<Cell> cells;
  private final CellAssignment assignment;
  private final BoxLoss boxLoss;

  YoloxTask(Terms terms, YoloxNet net) {
    terms.allowWeights("box", "object", "class");
    terms.loss().requireKnown();
    this.terms = terms;
    this.net = net;
    grid =
        new CellGrid(
            terms.input().width(),
            terms.input().height(),
            net.strides(),
            FIRST_CLASS + net.labels());
    cells = grid.cells();
    assignment = new CellAssignment(grid);
    boxLoss = BoxLoss.of(terms.kind("giou", "ciou", "iou"), 1);
  }

  @Override
  public Net net() {
    return net;
  }

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor rows = outputs.get("grid").to(ScalarType.Float).reshape(-1, grid.columns());
    GridTargets targets = assignment.of(HostNumbers.of(rows), batch.objects());
    Tensor said = rows.index_select(0, targets.numbers(rows)); // (P, 5 + classes)
    Tensor boxes = boxLoss.of(boxes(said, targets), targets.truths(rows)); // (P)
    Tensor wanted = HostNumbers.tensor(targets.objects(), rows, targets.objects().length);
    Tensor counts = HostNumbers.tensor(targets.counts(), rows, targets.counts().length);
    Tensor objects = ClassLosses.binaryCrossEntropy(rows.select(1, OBJECTNESS), wanted);
    Tensor classes =
        ClassLosses.binaryCrossEntropy(
            said.narrow(1, FIRST_CLASS, net.labels()), overlaps(said, targets)); // (P, classes)

    var parts = new LinkedHashMap<String, Tensor>();
    terms.put(parts, "box", boxes.sum(), targets.divisor() / BoxLoss.FACTOR);
    terms.put(parts, "object", objects.mul(counts).sum(), targets.divisor());
    terms.put(parts, "class", classes.sum(), targets.divisor());
    return parts;
  }

  /** Center and sides in px, (P, 4). */
  private Tensor boxes(Tensor said, GridTargets targets) {
    int count = targets.rows().size();
    float[] corners = new float[2 * count];
    float[] strides = new float[count];
    for (int i = 0; i < count; i++) {
      Cell cell = cells.get(targets.rows().get(i).number() % cells.size());
      corners[2 * i] = cell.column();
      corners[2 * i + 1] = cell.line();
      strides[i] = cell.stride();
    }
    Tensor centers = said.narrow(1, 0, 2).add(HostNumbers.tensor(corners, said, count, 2));
    Tensor sides = BoxLoss.exp(said.narrow(1, 2, 2));
    return torch
        .hstack(new TensorVector(centers, sides))
        .mul(HostNumbers.tensor(strides, said, count, 1)); // (P, 4)
  }

  /** The overlap at the right class, 0 at the others, (P, classes). */
  private Tensor overlaps(Tensor said, GridTargets targets) {
    int count = targets.rows().size();
    float[] overlaps = new float[count * net.labels()];
    for (int i = 0; i < count; i++) {
      GridTargets.Row row = targets.rows().get(i);
      overlaps[i * net.labels() + row.classId()] = (float) row.overlap();
    }
    return HostNumbers.tensor(overlaps, said, count, net.labels());
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    float[] numbers = HostNumbers.of(outputs.get("grid"));
    var answers = new ArrayList<Guessed>();
    int perPicture = cells.size() * grid.columns();
    for (int first = 0; first < numbers.length; first += perPicture) {
      var claims = new ArrayList<Suppression.Claim>();
      for (int cell = 0; cell < cells.size(); cell++) {
        claim(numbers, first + cell * grid.columns(), cells.get(cell), claims);
      }
      answers.add(Guessed.ofObjects(terms.suppression().of(claims)));
    }
    return answers;
  }

  private void claim(float[] numbers, int at, Cell cell, List<Suppression.Claim> claims) {
    double object = YoloGrid.sigmoid(numbers[at + OBJECTNESS]);
    for (int classId = 0; classId < net.labels(); classId++) {
      double score = object * YoloGrid.sigmoid(numbers[at + FIRST_CLASS + classId]);
      if (score >= Suppression.FLOOR) {
        claims.add(new Suppression.Claim(CellGrid.box(cell, numbers, at), classId, score));
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
    String strides = net.strides().stream().map(String::valueOf).collect(Collectors.joining(","));
    return terms.manifest("yolox", Map.of("strides", strides));
  }
}
