package sightline.inference.model;

import java.util.List;
import java.util.Map;

/**
 * What a family is usually read with; a manifest may say otherwise.
 *
 * @param minScore candidates below this are dropped, 0 to 1
 * @param maxOverlap of two boxes of one class with more IoU than this the better stays, 0 to 1
 * @param suppression the rest of what becomes of overlapping candidates
 * @param maxBatch most pictures of one call; 0 for as many as the file takes
 * @param constants by name, what every picture gives to the inputs that are no pictures
 * @param labels name of each class where the family fixes them, else empty
 */
public record Usual(
    float minScore,
    float maxOverlap,
    SuppressionSpec suppression,
    int maxBatch,
    Map<String, List<Float>> constants,
    List<String> labels) {

  private static final float MIN_SCORE = .25f;

  public Usual {
    constants = Map.copyOf(constants);
    labels = List.copyOf(labels);
  }

  /** Greedy suppression at {@code maxOverlap}. */
  public static Usual overlap(float maxOverlap) {
    return new Usual(MIN_SCORE, maxOverlap, SuppressionSpec.GREEDY, 0, Map.of(), List.of());
  }

  /** Nothing has to be suppressed. */
  public static Usual unsuppressed() {
    return new Usual(MIN_SCORE, 1, SuppressionSpec.NONE, 0, Map.of(), List.of());
  }

  public Usual withMinScore(float score) {
    return new Usual(score, maxOverlap, suppression, maxBatch, constants, labels);
  }

  public Usual withSuppression(SuppressionSpec other) {
    return new Usual(minScore, maxOverlap, other, maxBatch, constants, labels);
  }

  public Usual withMaxBatch(int pictures) {
    return new Usual(minScore, maxOverlap, suppression, pictures, constants, labels);
  }

  public Usual withConstants(Map<String, List<Float>> values) {
    return new Usual(minScore, maxOverlap, suppression, maxBatch, values, labels);
  }

  public Usual withLabels(List<String> names) {
    return new Usual(minScore, maxOverlap, suppression, maxBatch, constants, names);
  }
}
