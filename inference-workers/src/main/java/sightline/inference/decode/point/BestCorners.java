package sightline.inference.decode.point;

import sightline.inference.decode.Tensor;

/**
 * The best corners of one kind, best score first, of equal ones the first.
 *
 * <p>Threading: one thread.
 */
final class BestCorners {

  private final float[] scores;
  private final int[] classIds;
  private final int[] cells;
  private final int width;
  private final float[] offsets;
  private final float[] embeddings;
  private int size;

  /**
   * @param most that are held, at least 1
   * @param embedding {@code float[1][H][W]}
   * @param offset {@code float[2][H][W]}, x first
   */
  BestCorners(int most, Tensor embedding, Tensor offset) {
    scores = new float[most];
    classIds = new int[most];
    cells = new int[most];
    width = offset.size(2);
    offsets = offset.values();
    embeddings = embedding.values();
  }

  /** Takes it in if it is among the best so far. */
  void add(int classId, int cell, float score) {
    if (size == scores.length && score <= scores[size - 1]) {
      return;
    }
    int place = size < scores.length ? size++ : size - 1;
    for (; place > 0 && scores[place - 1] < score; place--) {
      scores[place] = scores[place - 1];
      classIds[place] = classIds[place - 1];
      cells[place] = cells[place - 1];
    }
    scores[place] = score;
    classIds[place] = classId;
    cells[place] = cell;
  }

  int size() {
    return size;
  }

  float score(int rank) {
    return scores[rank];
  }

  int classId(int rank) {
    return classIds[rank];
  }

  /** Which object it belongs to: corners of one object have nearly the same. */
  float embedding(int rank) {
    return embeddings[cells[rank]];
  }

  /** In cells, from the left. */
  float x(int rank) {
    return cells[rank] % width + offsets[cells[rank]];
  }

  /** In cells, from the top. */
  float y(int rank) {
    return cells[rank] / width + offsets[offsets.length / 2 + cells[rank]];
  }
}
