package sightline.trainer.export.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a trained model comes from; the registry shows it with the version.
 *
 * @param job number of the job; 0 for one that no service knows
 * @param recipe digest of the recipe's text, {@code sha256:…}
 * @param data digest of what was learned from, see {@link DataDigest}
 * @param validation digest of what it was measured on
 * @param seed of everything that was drawn
 * @param parent {@code NAME/VERSION} or file that the weights began with; empty for random numbers
 * @param code version of the program, see {@link CodeVersion}
 * @param trained what training took
 */
public record Lineage(
    long job,
    String recipe,
    String data,
    String validation,
    long seed,
    String parent,
    String code,
    Trained trained) {

  /**
   * What training took.
   *
   * @param pictures learned from
   * @param validationPictures measured on
   * @param epochs that were begun
   * @param steps of the optimizer
   * @param seconds of wall clock, over all runs of the job
   * @param device {@code cpu} or {@code cuda}
   */
  public record Trained(
      long pictures,
      long validationPictures,
      int epochs,
      long steps,
      double seconds,
      String device) {}

  /** Flat, so that every fact is a line for people; without what is not known. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (job > 0) {
      json.put("job", job);
    }
    put(json, "recipe", recipe);
    put(json, "data", data);
    put(json, "validation", validation);
    json.put("seed", seed);
    put(json, "parent", parent);
    put(json, "code", code);
    json.put("pictures", trained.pictures());
    json.put("validationPictures", trained.validationPictures());
    json.put("epochs", trained.epochs()).put("steps", trained.steps());
    json.put("seconds", Math.round(trained.seconds()));
    put(json, "device", trained.device());
    return json;
  }

  private static void put(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
