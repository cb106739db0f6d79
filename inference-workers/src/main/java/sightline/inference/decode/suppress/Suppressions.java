package sightline.inference.decode.suppress;

import sightline.inference.decode.suppress.SoftSuppression.Decay;
import sightline.inference.model.ModelManifest;

/** Picks the suppression that a manifest asks for. */
public final class Suppressions {

  private Suppressions() {}

  /** What {@code manifest} asks for, with its thresholds. */
  public static Suppression of(ModelManifest manifest) {
    SuppressionRule rule = SuppressionRule.of(manifest);
    Admission admission = Admission.of(manifest);
    return switch (manifest.suppression().kind()) {
      case GREEDY -> new NonMaxSuppression(rule, admission, Measure.IOU);
      case DIOU -> new NonMaxSuppression(rule, admission, Measure.DIOU);
      case SOFT_LINEAR -> new SoftSuppression(rule, admission, Decay.linear(manifest.maxOverlap()));
      case SOFT_GAUSSIAN ->
          new SoftSuppression(rule, admission, Decay.gaussian(manifest.suppression().sigma()));
      case FUSION -> new BoxFusion(rule, admission);
      case NONE -> new BestFirst(admission, manifest.maxDetections());
    };
  }

  /**
   * The lowest score that any object of {@code manifest} may have: what a decoder must let through,
   * so that a class can ask for less than the others.
   */
  public static float leastScore(ModelManifest manifest) {
    float least = manifest.minScore();
    for (float score : manifest.suppression().minScores().values()) {
      least = Math.min(least, score);
    }
    return least;
  }
}
