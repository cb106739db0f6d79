package sightline.inference.decode.grid;

import sightline.inference.decode.Candidates;
import sightline.inference.model.ModelManifest;

/**
 * Which classes of a cell become candidates: every one that reaches the limit, or only the best.
 *
 * @param count number of classes
 * @param minScore scores below this are dropped, 0 to 1
 * @param every whether every class may become one, or only the best
 * @param logits whether the numbers are still to go through the logistic function
 */
record ClassScores(int count, float minScore, boolean every, boolean logits) {

  /** The parameter of the manifest that says which: {@code every} or {@code best}. */
  static final String KEY = "classes";

  static ClassScores of(ModelManifest manifest) {
    return new ClassScores(
        manifest.labels().size(),
        manifest.minScore(),
        manifest.decoder().choice(KEY, "every", "best").equals("every"),
        false);
  }

  /** The same for numbers that are logarithms of odds. */
  ClassScores ofLogits() {
    return new ClassScores(count, minScore, every, true);
  }

  /** Whether one class of the cell has at least {@code minScore}, with a factor of 1. */
  boolean any(float[] values, int first, int step) {
    for (int classId = 0, at = first; classId < count; classId++, at += step) {
      if (probability(values[at]) >= minScore) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the box that {@code into} was given last.
   *
   * @param first where in {@code values} the cell's class 0 is
   * @param step from one class to the next
   * @param factor multiplies each probability, for example the objectness
   */
  void add(float[] values, int first, int step, float factor, Candidates into) {
    if (every) {
      addEvery(values, first, step, factor, into);
    } else {
      addBest(values, first, step, factor, into);
    }
  }

  private void addEvery(float[] values, int first, int step, float factor, Candidates into) {
    for (int classId = 0, at = first; classId < count; classId++, at += step) {
      float score = factor * probability(values[at]);
      if (score >= minScore) {
        into.add(score, classId);
      }
    }
  }

  private void addBest(float[] values, int first, int step, float factor, Candidates into) {
    int best = 0;
    for (int classId = 1; classId < count; classId++) {
      if (values[first + classId * step] > values[first + best * step]) {
        best = classId;
      }
    }
    float score = factor * probability(values[first + best * step]);
    if (score >= minScore) {
      into.add(score, best);
    }
  }

  private float probability(float value) {
    return logits ? logistic(value) : value;
  }

  /** {@code 1 / (1 + exp(-x))}. */
  static float logistic(float value) {
    return (float) (1 / (1 + Math.exp(-value)));
  }
}
