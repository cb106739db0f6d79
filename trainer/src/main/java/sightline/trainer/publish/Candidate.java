package sightline.trainer.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.recipe.Recipe;

/**
 * A trained model that wants to be published.
 *
 * @param recipe that it was trained by; its part {@code publish} has the conditions
 * @param task of the manifest, as the workers call it
 * @param onnx the net, with its manifest inside
 * @param bundle the net and its golden frames
 * @param metric that decides, as the task's judge calls it
 * @param metrics of the task's judge on the validation split
 * @param lineage whose {@code validation} is the digest of what was measured on
 * @param pinned the validation set for the evaluation; none when it is no part of a folder
 * @param pictures file of each validation picture, by id of its sample
 */
public record Candidate(
    Recipe recipe,
    String task,
    Path onnx,
    Path bundle,
    String metric,
    Map<String, Double> metrics,
    ObjectNode lineage,
    Optional<Evaluation.Pinned> pinned,
    Map<String, Path> pictures) {

  public Candidate {
    metrics = Map.copyOf(metrics);
    pictures = Map.copyOf(pictures);
  }

  private static final String AUTOENCODE = "autoencode";

  /** Whether workers have a use for such models; pictures that are given back are none. */
  boolean isServed() {
    return !task.equals(AUTOENCODE);
  }

  String name() {
    return recipe.name();
  }
}
