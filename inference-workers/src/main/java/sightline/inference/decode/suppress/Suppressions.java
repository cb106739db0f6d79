package sightline.inference.decode.suppress;

import sightline.inference.model.ModelManifest;

/** Picks the suppression that a manifest asks for. */
public final class Suppressions {

  private Suppressions() {}

  /** What {@code manifest} asks for, with its thresholds. */
  public static Suppression of(ModelManifest manifest) {
    return new NonMaxSuppression(SuppressionRule.of(manifest));
  }
}
