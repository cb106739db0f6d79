package sightline.inference.decode.heat;

/**
 * A net's heat map, looked at pixel by pixel of the frame's.
 *
 * <p>Threading: immutable, any thread, as long as nobody writes to the cells.
 */
final class HeatSampling {

  private final float[] cells;
  private final int stride;
  private final HeatAxis columns;
  private final HeatAxis rows;

  /**
   * @param cells row by row
   */
  HeatSampling(float[] cells, HeatAxis columns, HeatAxis rows) {
    this.cells = cells;
    this.stride = columns.cells();
    this.columns = columns;
    this.rows = rows;
  }

  /** The heat of pixel {@code x}, {@code y}; 0 where the net did not look. */
  float at(int x, int y) {
    return columns.sees(x) && rows.sees(y) ? Math.max(between(x, y), most(x, y)) : 0;
  }

  private float between(int x, int y) {
    float upper = across(x, rows.lower(y) * stride);
    float lower = across(x, rows.upper(y) * stride);
    return upper + (lower - upper) * rows.share(y);
  }

  private float across(int x, int row) {
    float left = cells[row + columns.lower(x)];
    float right = cells[row + columns.upper(x)];
    return left + (right - left) * columns.share(x);
  }

  private float most(int x, int y) {
    float most = 0;
    for (int row = rows.first(y); row < rows.end(y); row++) {
      for (int column = columns.first(x); column < columns.end(x); column++) {
        most = Math.max(most, cells[row * stride + column]);
      }
    }
    return most;
  }
}
