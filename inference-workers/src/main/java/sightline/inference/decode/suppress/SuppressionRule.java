package sightline.inference.decode.suppress;

import sightline.inference.model.ModelManifest;

/**
 * When a box is too much like a better one.
 *
 * @param minScore candidates below this are not considered, 0 to 1
 * @param maxOverlap largest IoU with a better box at which a box stays, 0 to 1
 * @param maxKept most boxes that stay, at least 1
 * @param acrossClasses whether boxes of different classes suppress each other
 */
public record SuppressionRule(
    float minScore, float maxOverlap, int maxKept, boolean acrossClasses) {

  public SuppressionRule {
    if (!(minScore >= 0 && maxOverlap >= 0 && maxOverlap <= 1 && maxKept >= 1)) {
      throw new IllegalArgumentException(
          "suppression with minScore %s, maxOverlap %s, maxKept %d, expected 0 or more, 0 to 1 and 1 or more"
              .formatted(minScore, maxOverlap, maxKept));
    }
  }

  /** With the thresholds of {@code manifest}. */
  public static SuppressionRule of(ModelManifest manifest) {
    return new SuppressionRule(
        manifest.minScore(),
        manifest.maxOverlap(),
        manifest.maxDetections(),
        manifest.suppression().acrossClasses());
  }
}
