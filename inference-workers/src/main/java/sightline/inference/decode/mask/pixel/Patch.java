package sightline.inference.decode.mask.pixel;

/**
 * Numbers for a rectangle of the cells of a map, row by row.
 *
 * <p>Threading: one thread at a time.
 */
public final class Patch {

  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final float[] values;

  /**
   * All 0.
   *
   * @param left first column of the map
   * @param top first row of the map
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public Patch(int left, int top, int width, int height) {
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.values = new float[width * height];
  }

  /** Adds {@code factor} times {@code channel} of {@code map}, as far as the patch reaches. */
  public void add(float factor, ScoreMap map, int channel) {
    float[] from = map.values();
    for (int row = 0; row < height; row++) {
      int start = map.row(channel, top + row) + left * map.cellStep();
      for (int column = 0; column < width; column++) {
        values[row * width + column] += factor * from[start + column * map.cellStep()];
      }
    }
  }

  public ScoreMap map() {
    return ScoreMap.single(values, width, height);
  }
}
