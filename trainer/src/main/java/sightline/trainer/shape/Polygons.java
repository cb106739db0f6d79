package sightline.trainer.shape;

import java.util.Arrays;
import java.util.List;
import sightline.events.geometry.Mask;

/**
 * Outlines made of corners, as the pixels they enclose.
 *
 * <p>The pixels are those that pycocotools finds: corners are rounded to a fifth of a pixel, each
 * side is walked in such steps, and every column of pixels changes between outside and inside where
 * the walk crosses its middle.
 *
 * <p>Threading: no state, any thread.
 */
public final class Polygons {

  /** Farthest that a corner may lie from the origin, px. */
  public static final int FARTHEST = 100_000;

  private static final int STEPS = 5;

  private Polygons() {}

  /**
   * The pixels in any of {@code polygons}; none when there are no polygons.
   *
   * @param polygons each x and y by turns, px, continuous, of three corners or more; the last joins
   *     the first
   * @param width of the picture, px
   * @param height of the picture, px
   * @throws IllegalArgumentException when a polygon is none, or the picture has too many pixels
   */
  public static Mask mask(List<double[]> polygons, int width, int height) {
    return runs(polygons, width, height).mask();
  }

  /** The same as {@link #mask}, to compute with. */
  public static Runs runs(List<double[]> polygons, int width, int height) {
    Runs all = Runs.none(width, height);
    for (double[] polygon : polygons) {
      requireCorners(polygon);
      all = all.union(new Walk(width, height).around(polygon));
    }
    return all;
  }

  private static void requireCorners(double[] polygon) {
    if (polygon.length < 6 || polygon.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a polygon of %d numbers, expected x and y of three corners or more"
              .formatted(polygon.length));
    }
    for (double edge : polygon) {
      if (!(Math.abs(edge) <= FARTHEST)) { // also false for NaN
        throw new IllegalArgumentException(
            "a polygon has a corner at %s, expected -%d to %d".formatted(edge, FARTHEST, FARTHEST));
      }
    }
  }

  /** A walk along the sides of one polygon that notes where a column changes. */
  private static final class Walk {
    private final int width;
    private final int height;
    private int[] changes = new int[64];
    private int size;
    private int lastX;
    private int lastY;
    private boolean started;

    Walk(int width, int height) {
      this.width = width;
      this.height = height;
    }

    Runs around(double[] polygon) {
      int corners = polygon.length / 2;
      for (int i = 0; i < corners; i++) {
        int next = (i + 1) % corners;
        side(
            fine(polygon[2 * i]),
            fine(polygon[2 * i + 1]),
            fine(polygon[2 * next]),
            fine(polygon[2 * next + 1]));
      }
      return Runs.ofChanges(width, height, Arrays.copyOf(changes, size));
    }

    private static int fine(double edge) {
      return (int) (STEPS * edge + .5);
    }

    private void side(int fromX, int fromY, int toX, int toY) {
      int across = Math.abs(toX - fromX);
      int down = Math.abs(toY - fromY);
      int steps = Math.max(across, down);
      boolean flat = across >= down;
      boolean backwards = flat ? fromX > toX : fromY > toY;
      int startX = backwards ? toX : fromX;
      int startY = backwards ? toY : fromY;
      double rise = flat ? toY - fromY : toX - fromX;
      double slope = steps == 0 ? 0 : (backwards ? -rise : rise) / steps;
      for (int step = 0; step <= steps; step++) {
        int t = backwards ? steps - step : step;
        if (flat) {
          visit(startX + t, (int) (startY + slope * t + .5));
        } else {
          visit((int) (startX + slope * t + .5), startY + t);
        }
      }
    }

    private void visit(int x, int y) {
      if (started && x != lastX) {
        cross(x < lastX ? x : x - 1, Math.min(y, lastY));
      }
      started = true;
      lastX = x;
      lastY = y;
    }

    private void cross(int fineX, int fineY) {
      double column = (fineX + .5) / STEPS - .5;
      if (Math.floor(column) != column || column < 0 || column > width - 1) {
        return;
      }
      double row = (fineY + .5) / STEPS - .5;
      note((int) column * height + (int) Math.ceil(Math.max(0, Math.min(height, row))));
    }

    private void note(int position) {
      if (size == changes.length) {
        changes = Arrays.copyOf(changes, 2 * size);
      }
      changes[size++] = position;
    }
  }
}
