package sightline.inference.decode.suppress;

import java.util.List;
import java.util.Map;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;

/**
 * Which candidates are looked at: those that reach the least score of their class, and of these the
 * best.
 *
 * <p>Threading: immutable, any thread.
 */
final class Admission {

  private final float minScore;
  private final float[] minScores; // by class
  private final int topK;

  private Admission(float minScore, float[] minScores, int topK) {
    this.minScore = minScore;
    this.minScores = minScores;
    this.topK = topK;
  }

  /** All that reach {@code minScore}. */
  static Admission above(float minScore) {
    return new Admission(minScore, new float[0], Integer.MAX_VALUE);
  }

  /** With the least scores of {@code manifest}, by class where it says so. */
  static Admission of(ModelManifest manifest) {
    SuppressionSpec spec = manifest.suppression();
    return new Admission(
        manifest.minScore(),
        byClass(manifest.labels(), spec.minScores(), manifest.minScore()),
        spec.topK());
  }

  private static float[] byClass(List<String> labels, Map<String, Float> byLabel, float others) {
    var scores = new float[labels.size()];
    for (int classId = 0; classId < scores.length; classId++) {
      scores[classId] = byLabel.getOrDefault(labels.get(classId), others);
    }
    return scores;
  }

  /** The score that objects of class {@code classId} must reach. */
  float minScore(int classId) {
    return classId < minScores.length ? minScores[classId] : minScore;
  }

  /** So many of the best are looked at. */
  int topK() {
    return topK;
  }
}
