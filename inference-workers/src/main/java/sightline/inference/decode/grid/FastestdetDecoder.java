package sightline.inference.decode.grid;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;

/**
 * Reads FastestDet: one box for each cell of one grid.
 *
 * <p>Output layout: {@code float[5 + classes][rows][columns]}: objectness 0 to 1, x and y of the
 * center as offset from the cell in cells before tanh, width and height as share of the input
 * before the logistic function, then one probability for each class. The score is {@code
 * objectness^0.6 * probability^0.4}.
 *
 * <p>Threading: immutable, any thread.
 */
final class FastestdetDecoder implements Decoder {

  private static final int FIRST_CLASS = 5;
  private static final double OBJECTNESS_POWER = .6;
  private static final double CLASS_POWER = .4;

  private final int width;
  private final int height;
  private final ClassScores scores;
  private final String expected;

  private FastestdetDecoder(ModelManifest manifest) {
    width = manifest.input().width();
    height = manifest.input().height();
    scores = ClassScores.of(manifest);
    expected = "one fastestdet output of [%d,rows,columns]".formatted(FIRST_CLASS + scores.count());
  }

  static FastestdetDecoder of(ModelManifest manifest) {
    return new FastestdetDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    Tensor grid = Shapes.only(outputs, expected);
    Shapes.require(
        grid.axes() == 3 && grid.size(0) == FIRST_CLASS + scores.count(), outputs, expected);
    float[] values = grid.values();
    int cells = grid.size(1) * grid.size(2);
    for (int cell = 0; cell < cells; cell++) {
      float factor = (float) Math.pow(values[cell], OBJECTNESS_POWER);
      if (factor >= scores.minScore()) {
        place(grid, cell, into);
        addClasses(values, FIRST_CLASS * cells + cell, cells, factor, into);
      }
    }
  }

  private void place(Tensor grid, int cell, Candidates into) {
    float[] values = grid.values();
    int down = grid.size(1);
    int across = grid.size(2);
    int step = down * across;
    into.boxCentered(
        (float) (cell % across + Math.tanh(values[cell + step])) * width / across,
        (float) (cell / across + Math.tanh(values[cell + 2 * step])) * height / down,
        ClassScores.logistic(values[cell + 3 * step]) * width,
        ClassScores.logistic(values[cell + 4 * step]) * height);
  }

  private void addClasses(float[] values, int first, int step, float factor, Candidates into) {
    float least = (float) Math.pow(scores.minScore() / factor, 1 / CLASS_POWER) * .999f;
    int best = 0;
    for (int classId = 1; classId < scores.count() && !scores.every(); classId++) {
      best = values[first + classId * step] > values[first + best * step] ? classId : best;
    }
    for (int classId = 0; classId < scores.count(); classId++) {
      float probability = values[first + classId * step];
      if (probability >= least && (scores.every() || classId == best)) {
        float score = factor * (float) Math.pow(probability, CLASS_POWER);
        if (score >= scores.minScore()) {
          into.add(score, classId);
        }
      }
    }
  }
}
