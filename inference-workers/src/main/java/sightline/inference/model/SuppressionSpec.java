package sightline.inference.model;

import java.util.Map;

/**
 * How a model's overlapping candidates become single objects, besides its {@code maxOverlap}.
 *
 * @param kind which algorithm
 * @param acrossClasses whether boxes of different classes suppress each other
 * @param sigma width of the Gaussian of SOFT_GAUSSIAN, more than 0
 * @param topK so many of the best candidates are looked at, at least 1
 * @param minScores by label, the score that objects of this class must reach; all others the
 *     model's {@code minScore}
 */
public record SuppressionSpec(
    Kind kind, boolean acrossClasses, float sigma, int topK, Map<String, Float> minScores) {

  /** The algorithms. */
  public enum Kind {
    /** The best stays, what overlaps it too much goes. */
    GREEDY,
    /** What overlaps a better one loses score in proportion (Bodla et al. 2017). */
    SOFT_LINEAR,
    /** What overlaps a better one loses score by a Gaussian (Bodla et al. 2017). */
    SOFT_GAUSSIAN,
    /** As GREEDY, with the distance of the centers taken off the overlap (Zheng et al. 2020). */
    DIOU,
    /** What overlaps becomes one box, the mean weighted by score (Solovyev et al. 2021). */
    FUSION,
    /** Every candidate is an object: the net has seen to it. */
    NONE
  }

  /** The most candidates that may be asked for. */
  public static final int MAX_TOP_K = 100_000;

  /** Class by class, the best stays. */
  public static final SuppressionSpec GREEDY =
      new SuppressionSpec(Kind.GREEDY, false, .5f, MAX_TOP_K, Map.of());

  /** Nothing is suppressed. */
  public static final SuppressionSpec NONE =
      new SuppressionSpec(Kind.NONE, false, .5f, MAX_TOP_K, Map.of());

  public SuppressionSpec {
    if (!(sigma > 0 && sigma <= 100)) {
      throw new BadManifest("suppression.sigma", sigma, "more than 0, at most 100");
    }
    if (topK < 1 || topK > MAX_TOP_K) {
      throw new BadManifest("suppression.topK", topK, "1 to " + MAX_TOP_K);
    }
    minScores.forEach(
        (label, score) -> {
          if (!(score >= 0 && score <= 1)) {
            throw new BadManifest("suppression.minScores." + label, score, "0 to 1");
          }
        });
    minScores = Map.copyOf(minScores);
  }
}
