package sightline.inference.check.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.inference.bundle.BadUpload;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * What an anomaly model is declared to say of a golden frame.
 *
 * @param score as its output gives it
 * @param abnormal whether that is above the threshold of its manifest
 */
record Abnormality(double score, boolean abnormal) {

  private static final double MAX_DIFFERENCE = .01;

  static Optional<Abnormality> of(JsonNode json) {
    if (json.isMissingNode()) {
      return Optional.empty();
    }
    if (!json.path("score").isNumber() || !json.path("abnormal").isBoolean()) {
      throw new IllegalArgumentException(
          "expected an \"anomaly\" of a \"score\" and \"abnormal\", true or false");
    }
    return Optional.of(
        new Abnormality(json.path("score").asDouble(), json.path("abnormal").asBoolean()));
  }

  /**
   * Compares it with what {@code outputs} say.
   *
   * @throws BadUpload when that is something else
   */
  void require(String frame, List<Tensor> outputs, ModelManifest manifest) throws BadUpload {
    Map<String, String> parameters = manifest.decoder().parameters();
    String name = parameters.getOrDefault("score", "score");
    Tensor tensor =
        outputs.stream()
            .filter(output -> output.name().equals(name) && output.values().length == 1)
            .findFirst()
            .orElseThrow(
                () ->
                    new BadUpload(
                        "Golden frame %s declares an anomaly, but the model has no output '%s' of"
                            + " one number.",
                        frame, name));
    double found = tensor.values()[0];
    double threshold = Double.parseDouble(parameters.getOrDefault("threshold", "1"));
    double most = MAX_DIFFERENCE * Math.max(1, Math.abs(score));
    if (!(Math.abs(found - score) <= most) || found > threshold != abnormal) {
      throw new BadUpload(
          "Golden frame %s should score %.4f, which is %s; found %.4f at a threshold of %.4f.",
          frame, score, abnormal ? "abnormal" : "normal", found, threshold);
    }
  }
}
