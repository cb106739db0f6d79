package sightline.trainer.fit.detect.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What the rows of a grid are to say: which hold an object, which one, and which count for nothing.
 * Rows are those of a whole batch, picture by picture.
 */
public final class GridTargets {

  private final List<Row> rows = new ArrayList<>();
  private final float[] objects;
  private final float[] counts;

  /**
   * A row with an object.
   *
   * @param number of the row
   * @param truth px of the input
   * @param overlap of what the row says now with the truth, IoU
   */
  public record Row(int number, Edges truth, int classId, double overlap) {}

  /**
   * @param rows of the whole batch
   * @param background what a row without an object counts
   */
  public GridTargets(int rows, double background) {
    objects = new float[rows];
    counts = new float[rows];
    Arrays.fill(counts, (float) background);
  }

  /** The row is to hold an object, and its objectness is to be {@code objectness}. */
  public void put(Row row, double objectness) {
    rows.add(row);
    objects[row.number()] = (float) objectness;
    counts[row.number()] = 1;
  }

  /** The objectness of a row without an object is not to be looked at. */
  public void leaveOut(int number) {
    counts[number] = 0;
  }

  public List<Row> rows() {
    return rows;
  }

  /** What objectness is to be, by row. */
  public float[] objects() {
    return objects;
  }

  /** How much the objectness of each row counts. */
  public float[] counts() {
    return counts;
  }

  /** By what sums over rows with objects are divided. */
  public double divisor() {
    return Math.max(1, rows.size());
  }

  /** Numbers of the rows with objects, (P). */
  public Tensor numbers(Tensor like) {
    return HostNumbers.vector(rows.stream().mapToLong(Row::number).toArray(), like);
  }

  /** Classes of the objects, (P). */
  public Tensor classes(Tensor like) {
    return HostNumbers.vector(rows.stream().mapToLong(Row::classId).toArray(), like);
  }

  /** Edges of the objects in px, (P, 4). */
  public Tensor truths(Tensor like) {
    float[] edges = new float[4 * rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Edges truth = rows.get(i).truth();
      edges[4 * i] = (float) truth.left();
      edges[4 * i + 1] = (float) truth.top();
      edges[4 * i + 2] = (float) truth.right();
      edges[4 * i + 3] = (float) truth.bottom();
    }
    return HostNumbers.tensor(edges, like, rows.size(), 4);
  }
}
