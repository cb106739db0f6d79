package sightline.inference.check.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import sightline.inference.bundle.BadUpload;
import sightline.inference.decode.heat.Judgement;

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
   * Compares it with what the model said of {@code frame}.
   *
   * @throws BadUpload when that is something else
   */
  void require(String frame, Optional<Judgement> judgement) throws BadUpload {
    if (judgement.isEmpty()) {
      throw new BadUpload(
          "Golden frame %s declares an anomaly, but the model judges no pictures.", frame);
    }
    Judgement found = judgement.orElseThrow();
    double most = MAX_DIFFERENCE * Math.max(1, Math.abs(score));
    if (!(Math.abs(found.score() - score) <= most) || found.abnormal() != abnormal) {
      throw new BadUpload(
          "Golden frame %s should score %.4f, which is %s; found %.4f at a threshold of %.4f.",
          frame, score, abnormal ? "abnormal" : "normal", found.score(), found.threshold());
    }
  }
}
