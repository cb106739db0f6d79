package sightline.inference.decode.mask;

/** Interpolation as one writes it without thinking of speed. */
final class NaiveBilinear {

  private NaiveBilinear() {}

  /**
   * The value of a square map at a place given in cells with continuous edges; the outermost cells
   * reach on for ever.
   *
   * @param first index of the map's first value
   * @param side of the map, cells
   */
  static double at(float[] values, int first, int side, double x, double y) {
    double column = Math.max(0, Math.min(side - 1, x - .5));
    double row = Math.max(0, Math.min(side - 1, y - .5));
    double sum = 0;
    for (int r = 0; r < side; r++) {
      for (int c = 0; c < side; c++) {
        double weight = Math.max(0, 1 - Math.abs(c - column)) * Math.max(0, 1 - Math.abs(r - row));
        sum += weight * values[first + r * side + c];
      }
    }
    return sum;
  }

  /** The same where everything outside of the map is 0. */
  static double inZeros(float[] values, int first, int side, double x, double y) {
    double sum = 0;
    for (int r = 0; r < side; r++) {
      for (int c = 0; c < side; c++) {
        double weight =
            Math.max(0, 1 - Math.abs(c + .5 - x)) * Math.max(0, 1 - Math.abs(r + .5 - y));
        sum += weight * values[first + r * side + c];
      }
    }
    return sum;
  }
}
