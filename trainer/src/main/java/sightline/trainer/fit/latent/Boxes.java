package sightline.trainer.fit.latent;

/**
 * Sums over squares around each place of a map, row by row (running sums; F. Crow, 1984).
 *
 * <p>Threading: immutable, any thread.
 */
record Boxes(int width, int height) {

  /**
   * Sums of the places that are at most {@code reach} away on either axis.
   *
   * @param numbers width x height
   */
  double[] sums(double[] numbers, int reach) {
    var table = new double[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++) {
        row += numbers[y * width + x];
        table[(y + 1) * (width + 1) + x + 1] = table[y * (width + 1) + x + 1] + row;
      }
    }
    var sums = new double[numbers.length];
    for (int y = 0; y < height; y++) {
      int top = Math.max(0, y - reach) * (width + 1);
      int bottom = Math.min(height, y + reach + 1) * (width + 1);
      for (int x = 0; x < width; x++) {
        int left = Math.max(0, x - reach);
        int right = Math.min(width, x + reach + 1);
        sums[y * width + x] =
            table[bottom + right] - table[bottom + left] - table[top + right] + table[top + left];
      }
    }
    return sums;
  }

  /** Means of the same places, those of them that there are. */
  double[] means(double[] numbers, int reach) {
    double[] means = sums(numbers, reach);
    for (int i = 0; i < means.length; i++) {
      int high = span(i / width, reach, height);
      int wide = span(i % width, reach, width);
      means[i] /= (double) high * wide;
    }
    return means;
  }

  private static int span(int at, int reach, int size) {
    return Math.min(size, at + reach + 1) - Math.max(0, at - reach);
  }
}
