package sightline.trainer.fit.detect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.detect.assign.Edges;
import sightline.trainer.fit.detect.assign.GridTargets;
import sightline.trainer.fit.detect.assign.HostNumbers;
import sightline.trainer.fit.detect.assign.YoloGrid;
import sightline.trainer.fit.loss.BoxLosses;
import sightline.trainer.fit.loss.ClassLosses;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.LocateNet;

/**
 * The largest object of each picture as class and box. Parts of the loss, means over the pictures
 * that have an object: {@code class}, cross-entropy; {@code box}.
 *
 * <p>Kinds of the box loss: {@code smooth-l1} of center and sides as shares of the input (usual),
 * {@code giou}, {@code ciou}, {@code iou}.
 *
 * <p>Threading: one thread. Ownership: tensors belong to the step's scope.
 */
final class LocateTask implements Task {

  private static final int BOX = 4;

  /** Shares of a side below which the box loss is quadratic. */
  private static final double BETA = .05;

  private final Terms terms;
  private final LocateNet net;
  private final String kind;

  LocateTask(Terms terms, LocateNet net) {
    terms.allowWeights("box", "class");
    terms.loss().requireKnown();
    this.terms = terms;
    this.net = net;
    kind = terms.kind("smooth-l1", "giou", "ciou", "iou");
  }

  @Override
  public Net net() {
    return net;
  }

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor logits = outputs.get("classes").to(ScalarType.Float); // (N, classes)
    Tensor boxes = outputs.get("box").to(ScalarType.Float); // (N, 4)
    var targets = new GridTargets(batch.size(), 0);
    for (int picture = 0; picture < batch.size(); picture++) {
      Optional<Labelled> largest = largest(batch.objects().get(picture));
      if (largest.isPresent()) {
        Labelled object = largest.orElseThrow();
        targets.put(
            new GridTargets.Row(picture, shares(Edges.of(object.box())), object.classId(), 0), 0);
      }
    }
    Tensor rows = targets.numbers(boxes); // (P)
    Tensor classes =
        ClassLosses.crossEntropy(logits.index_select(0, rows), targets.classes(logits)); // (P)
    Tensor said = boxes.index_select(0, rows).sigmoid(); // (P, 4)

    var parts = new LinkedHashMap<String, Tensor>();
    terms.put(parts, "class", classes.sum(), targets.divisor());
    terms.put(
        parts, "box", box(said, targets.truths(boxes)).sum(), targets.divisor() / BoxLoss.FACTOR);
    return parts;
  }

  private Tensor box(Tensor said, Tensor truths) {
    return kind.equals("smooth-l1")
        ? BoxLosses.smoothL1(BoxLosses.edges(said), truths, BETA) // (P, 4)
        : BoxLoss.of(kind, 1).of(said, truths); // (P)
  }

  private static Optional<Labelled> largest(List<Labelled> objects) {
    return objects.stream()
        .filter(object -> !object.ignored())
        .max(Comparator.comparingDouble(object -> object.box().area()));
  }

  private Edges shares(Edges box) {
    double width = terms.input().width();
    double height = terms.input().height();
    return new Edges(
        box.left() / width, box.top() / height, box.right() / width, box.bottom() / height);
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    float[] logits = HostNumbers.of(outputs.get("classes"));
    float[] boxes = HostNumbers.of(outputs.get("box"));
    var answers = new ArrayList<Guessed>();
    for (int picture = 0; picture < boxes.length / BOX; picture++) {
      double[] shares = Shares.of(logits, picture * net.labels(), net.labels());
      int best = 0;
      for (int classId = 1; classId < shares.length; classId++) {
        best = shares[classId] > shares[best] ? classId : best;
      }
      var claim = new Suppression.Claim(box(boxes, picture * BOX), best, shares[best]);
      answers.add(Guessed.ofObjects(terms.suppression().of(List.of(claim))));
    }
    return answers;
  }

  private Edges box(float[] numbers, int at) {
    return Edges.centered(
        YoloGrid.sigmoid(numbers[at]) * terms.input().width(),
        YoloGrid.sigmoid(numbers[at + 1]) * terms.input().height(),
        YoloGrid.sigmoid(numbers[at + 2]) * terms.input().width(),
        YoloGrid.sigmoid(numbers[at + 3]) * terms.input().height());
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
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("outputs", "classes,box");
    parameters.put("activation", "softmax");
    parameters.put("box", "centered");
    parameters.put("unit", "relative");
    return terms.manifest("localizer", parameters);
  }
}
