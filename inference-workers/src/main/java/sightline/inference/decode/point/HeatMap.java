package sightline.inference.decode.point;

import sightline.inference.decode.Tensor;

/**
 * How sure a net is, class by class and cell by cell, that a point of an object lies there.
 *
 * <p>Layout: {@code float[classes][height][width]}, scores 0 to 1 or their logits.
 *
 * <p>Threading: one thread at a time. Ownership: the numbers stay the tensor's.
 */
final class HeatMap {

  /** Above this a logit that is asked for would grow without end. */
  private static final double MOST = .999;

  /** What rounding may cost a logit. */
  private static final double SLACK = 1e-3;

  private final float[] values;
  private final int classes;
  private final int height;
  private final int width;
  private final boolean logits;

  /** Takes the peaks. */
  interface Sink {

    /**
     * @param cell {@code row * width + column}
     * @param score not NaN
     */
    void peak(int classId, int cell, float score);
  }

  /**
   * @param tensor of three axes
   * @param logits whether its numbers are logits
   */
  HeatMap(Tensor tensor, boolean logits) {
    this.values = tensor.values();
    this.classes = tensor.size(0);
    this.height = tensor.size(1);
    this.width = tensor.size(2);
    this.logits = logits;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Gives {@code sink} every cell of {@code minScore} or more that none around it surpasses. */
  void eachPeak(float minScore, Sink sink) {
    double least = logits ? Math.log(minScore / (1 - Math.min(minScore, MOST))) - SLACK : minScore;
    int cells = height * width;
    for (int classId = 0; classId < classes; classId++) {
      for (int cell = 0; cell < cells; cell++) {
        float value = values[classId * cells + cell];
        if (value >= least && isPeak(classId * cells, cell)) {
          float score = logits ? (float) (1 / (1 + Math.exp(-value))) : value;
          if (score >= minScore) {
            sink.peak(classId, cell, score);
          }
        }
      }
    }
  }

  private boolean isPeak(int plane, int cell) {
    int row = cell / width;
    int column = cell % width;
    float value = values[plane + cell];
    for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        if (values[plane + y * width + x] > value) {
          return false;
        }
      }
    }
    return true;
  }
}
