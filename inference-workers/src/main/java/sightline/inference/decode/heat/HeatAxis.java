package sightline.inference.decode.heat;

/**
 * Where the pixels of one direction of the frame's heat map lie among the cells of the net's: which
 * two cells a pixel's center lies between, and which cells have their center inside the pixel.
 *
 * <p>Threading: immutable, any thread.
 */
final class HeatAxis {

  private final int[] lower;
  private final float[] share;
  private final int[] first;
  private final int[] end;
  private final int cells;

  /**
   * A direction of the map.
   *
   * @param pixels of the frame's map, at least 1
   * @param cells of the net's map, at least 1
   * @param from cell, perhaps a fraction, at which the frame begins; negative where it is cut
   * @param length of the frame, cells
   */
  HeatAxis(int pixels, int cells, double from, double length) {
    this.cells = cells;
    lower = new int[pixels];
    share = new float[pixels];
    first = new int[pixels];
    end = new int[pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      double near = from + pixel * length / pixels;
      double far = from + (pixel + 1) * length / pixels;
      double center = (near + far) / 2;
      boolean seen = center >= 0 && center < cells;
      double place = Math.max(0, Math.min(cells - 1, center - .5));
      lower[pixel] = seen ? (int) place : -1;
      share[pixel] = (float) (place - (int) place);
      first[pixel] = (int) Math.max(0, Math.ceil(near - .5));
      end[pixel] = (int) Math.min(cells, Math.ceil(far - .5));
    }
  }

  int cells() {
    return cells;
  }

  /** Whether the net has seen that pixel; a frame that is cropped has others. */
  boolean sees(int pixel) {
    return lower[pixel] >= 0;
  }

  /** The cell before the pixel's center. */
  int lower(int pixel) {
    return lower[pixel];
  }

  /** The cell behind the pixel's center. */
  int upper(int pixel) {
    return Math.min(cells - 1, lower[pixel] + 1);
  }

  /** How much of {@link #upper} the pixel takes, 0 to 1; the rest is of {@link #lower}. */
  float share(int pixel) {
    return share[pixel];
  }

  /** The first cell with its center in the pixel. */
  int first(int pixel) {
    return first[pixel];
  }

  /** The first cell behind those. */
  int end(int pixel) {
    return end[pixel];
  }
}
