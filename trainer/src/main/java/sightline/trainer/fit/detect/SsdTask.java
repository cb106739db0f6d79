package sightline.trainer.fit.detect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.detect.assign.Edges;
import sightline.trainer.fit.detect.assign.HostNumbers;
import sightline.trainer.fit.detect.assign.PriorBoxes;
import sightline.trainer.fit.detect.assign.PriorTargets;
import sightline.trainer.fit.loss.BoxLosses;
import sightline.trainer.fit.loss.ClassLosses;
import sightline.trainer.fit.loss.HardNegatives;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.SsdNet;

/**
 * An SSD [Liu 2016, 2.2]. Parts of the loss, sums divided by the number of priors with an object:
 * {@code class} and {@code box}, smooth L1 of the offsets.
 *
 * <p>Kinds of the class loss: {@code multibox} (usual), cross-entropy of priors with objects and of
 * {@code ratio} (3) times as many of the background; {@code focal}, of all priors, with {@code
 * gamma} (2).
 *
 * <p>Threading: one thread. Ownership: tensors belong to the step's scope.
 */
final class SsdTask implements Task {

  /** Background of a picture without objects that counts. */
  private static final int FEWEST_NEGATIVES = 10;

  private static final double BETA = 1;

  private final Terms terms;
  private final SsdNet net;
  private final PriorBoxes priors;
  private final boolean focal;
  private final double ratio;
  private final double gamma;

  SsdTask(Terms terms, SsdNet net) {
    terms.allowWeights("class", "box");
    this.terms = terms;
    this.net = net;
    priors = new PriorBoxes(net.priors(), terms.input().width(), terms.input().height());
    focal = terms.kind("multibox", "focal").equals("focal");
    ratio = terms.loss().number("ratio", 3, 0, 1000);
    gamma = terms.loss().number("gamma", 2, 0, 10);
    terms.loss().requireKnown();
  }

  @Override
  public Net net() {
    return net;
  }

  @Override
  public Map<String, Tensor> losses(Map<String, Tensor> outputs, Batch batch) {
    Tensor scores = outputs.get("scores").to(ScalarType.Float).reshape(-1, 1 + net.labels());
    Tensor boxes = outputs.get("boxes").to(ScalarType.Float).reshape(-1, PriorBoxes.BOX);
    var targets = new PriorTargets(priors, batch.objects());
    Tensor said = boxes.index_select(0, targets.rows(boxes)); // (P, 4)
    Tensor apart = BoxLosses.smoothL1(said, targets.offsets(boxes), BETA); // (P, 4)

    var parts = new LinkedHashMap<String, Tensor>();
    terms.put(parts, "class", classes(scores, targets), targets.divisor());
    terms.put(parts, "box", apart.sum(), targets.divisor());
    return parts;
  }

  /**
   * Sum over the rows that count.
   *
   * @param scores (N * priors, 1 + classes)
   */
  private Tensor classes(Tensor scores, PriorTargets targets) {
    Tensor classes = targets.classes(scores); // (N * priors)
    Tensor positives = targets.positives(scores); // (N, priors)
    Tensor negatives = targets.negatives(scores); // (N, priors)
    if (focal) {
      Tensor losses = ClassLosses.softmaxFocal(scores, classes, gamma).reshape(-1, priors.count());
      return losses.mul(positives.add(negatives)).sum();
    }
    Tensor losses = ClassLosses.crossEntropy(scores, classes).reshape(-1, priors.count());
    Tensor hard = HardNegatives.of(losses, positives, negatives, ratio, FEWEST_NEGATIVES);
    return losses.mul(positives.add(hard)).sum();
  }

  @Override
  public List<Guessed> read(Map<String, Tensor> outputs) {
    float[] scores = HostNumbers.of(outputs.get("scores"));
    float[] boxes = HostNumbers.of(outputs.get("boxes"));
    var answers = new ArrayList<Guessed>();
    int rows = boxes.length / PriorBoxes.BOX;
    for (int first = 0; first < rows; first += priors.count()) {
      var claims = new ArrayList<Suppression.Claim>();
      for (int prior = 0; prior < priors.count(); prior++) {
        int row = first + prior;
        double[] shares = Shares.of(scores, row * (1 + net.labels()), 1 + net.labels());
        for (int classId = 0; classId < net.labels(); classId++) {
          if (shares[1 + classId] >= Suppression.FLOOR) {
            Edges box = priors.decode(prior, boxes, row * PriorBoxes.BOX);
            claims.add(new Suppression.Claim(box, classId, shares[1 + classId]));
          }
        }
      }
      answers.add(Guessed.ofObjects(terms.suppression().of(claims)));
    }
    return answers;
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
    parameters.put("boxes", "raw");
    parameters.put("scores", "softmax");
    parameters.put("background", "first");
    parameters.putAll(net.priors().described());
    return terms.manifest("ssd", parameters);
  }
}
