package sightline.trainer.fit.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import sightline.events.geometry.FrameSize;
import sightline.trainer.net.part.Settings;
import sightline.trainer.recipe.Recipe;

/**
 * What all tasks of this package have of a recipe.
 *
 * @param labels by class id
 * @param input size of a picture as it goes in, px
 * @param kind of loss, empty for the usual one
 * @param weights of the parts of the loss
 * @param loss parameters of the loss
 * @param maxOverlap of two objects of one class that are both kept, IoU
 */
record Terms(
    List<String> labels,
    FrameSize input,
    String kind,
    Map<String, Double> weights,
    Settings loss,
    double maxOverlap) {

  Terms {
    labels = List.copyOf(labels);
    weights = Map.copyOf(weights);
  }

  static Terms of(Recipe recipe, List<String> labels) {
    return new Terms(
        labels,
        new FrameSize(recipe.input().width(), recipe.input().height()),
        recipe.loss().kind(),
        recipe.loss().weights(),
        new Settings("loss.parameters", recipe.loss().parameters()),
        recipe.publish().maxOverlap());
  }

  /** The kind of loss; {@code usual} where the recipe names none. */
  String kind(String usual, String... others) {
    var known = new TreeSet<>(List.of(others));
    known.add(usual);
    if (!kind.isEmpty() && !known.contains(kind)) {
      throw new IllegalArgumentException(
          "loss.kind is %s, expected one of %s".formatted(kind, String.join(", ", known)));
    }
    return kind.isEmpty() ? usual : kind;
  }

  /** That the recipe weighs no other parts than these. */
  void allowWeights(String... parts) {
    for (String part : new TreeSet<>(weights.keySet())) {
      if (!List.of(parts).contains(part)) {
        throw new IllegalArgumentException(
            "loss.weights.%s is not known, expected one of %s"
                .formatted(part, String.join(", ", parts)));
      }
    }
  }

  /** {@code sum} divided by {@code divisor} and weighed as the recipe says. */
  void put(Map<String, Tensor> parts, String name, Tensor sum, double divisor) {
    parts.put(name, sum.mul(new Scalar(weights.getOrDefault(name, 1.0) / divisor)));
  }

  Suppression suppression() {
    return new Suppression(labels, input, maxOverlap);
  }

  /** Of a family with that name and these parameters. */
  ObjectNode manifest(String family, Map<String, String> parameters) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("task", "detect");
    ObjectNode decoder = manifest.putObject("decoder").put("family", family);
    new LinkedHashMap<>(parameters).forEach(decoder::put);
    manifest.putObject("suppression").put("kind", "GREEDY").put("acrossClasses", false);
    return manifest;
  }
}
