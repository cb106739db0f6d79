package sightline.inference.decode.prior;

import java.util.Locale;
import sightline.inference.decode.Candidates;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * The numbers that a net gives for each class of one prior or query, one of which may be nothing.
 *
 * <p>Threading: immutable, any thread.
 */
final class ClassScores {

  private final Activation activation;
  private final int first;
  private final int labels;
  private final int columns;
  private final float minScore;

  /** As {@code spec}, which is complete, says in {@code scores} and {@code background}. */
  ClassScores(ModelManifest manifest, DecoderSpec spec) {
    String background = spec.choice("background", "none", "first", "last");
    activation =
        Activation.valueOf(
            spec.choice("scores", "none", "sigmoid", "softmax").toUpperCase(Locale.ROOT));
    labels = manifest.labels().size();
    first = background.equals("first") ? 1 : 0;
    columns = labels + (background.equals("none") ? 0 : 1);
    minScore = manifest.minScore();
  }

  /** How many numbers there are for each prior. */
  int columns() {
    return columns;
  }

  /** The least number in {@code row} that is a candidate; NaN if none is. */
  double limit(float[] values, Row row) {
    return activation.limit(minScore, activation.normalizer(values, row));
  }

  /** Whether any class of {@code row} reaches {@code limit}. */
  boolean anyReaches(double limit, float[] values, Row row) {
    for (int classId = 0; classId < labels; classId++) {
      if (values[row.at(first + classId)] >= limit) {
        return true;
      }
    }
    return false;
  }

  /** Adds the box that {@code into} stands at as each class that reaches {@code limit}. */
  void addEvery(double limit, float[] values, Row row, Candidates into) {
    double normalizer = activation.normalizer(values, row);
    for (int classId = 0; classId < labels; classId++) {
      float value = values[row.at(first + classId)];
      if (value >= limit) {
        into.add(activation.score(value, normalizer), classId);
      }
    }
  }

  /** Adds the box that {@code into} stands at as its best class, if that reaches {@code limit}. */
  void addBest(double limit, float[] values, Row row, Candidates into) {
    int best = 0;
    for (int classId = 1; classId < labels; classId++) {
      if (values[row.at(first + classId)] > values[row.at(first + best)]) {
        best = classId;
      }
    }
    float value = values[row.at(first + best)];
    if (value >= limit) {
      into.add(activation.score(value, activation.normalizer(values, row)), best);
    }
  }

  /** Adds the box that {@code into} stands at as class {@code classId}, which reached the limit. */
  void add(int classId, float[] values, Row row, Candidates into) {
    float value = values[row.at(first + classId)];
    into.add(activation.score(value, activation.normalizer(values, row)), classId);
  }

  /** The number of class {@code classId} in {@code row}. */
  float value(int classId, float[] values, Row row) {
    return values[row.at(first + classId)];
  }

  /** In which column class {@code classId} is. */
  int column(int classId) {
    return first + classId;
  }
}
