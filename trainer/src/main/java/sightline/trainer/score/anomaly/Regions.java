package sightline.trainer.score.anomaly;

import java.util.Arrays;
import sightline.trainer.shape.Runs;

/** The connected regions of a mask; pixels that touch at a corner are connected. */
final class Regions {

  /** The region of pixels outside the mask. */
  static final int OUTSIDE = -1;

  private final int width;
  private final boolean[] inside;
  private final int[] region;
  private final int[] waiting;
  private int[] areas = new int[8];
  private int count;

  Regions(Runs mask) {
    width = mask.width();
    inside = mask.pixels();
    region = new int[inside.length];
    waiting = new int[Math.toIntExact(mask.area())];
    Arrays.fill(region, OUTSIDE);
    for (int at = 0; at < inside.length; at++) {
      if (isFree(at)) {
        areas = count == areas.length ? Arrays.copyOf(areas, 2 * count) : areas;
        areas[count] = fill(at);
        count++;
      }
    }
  }

  /** Number of regions. */
  int count() {
    return count;
  }

  /** Number of pixels of region {@code index}. */
  int area(int index) {
    return areas[index];
  }

  /** Region of the pixel {@code at}, row by row, from 0; or {@link #OUTSIDE}. */
  int of(int at) {
    return region[at];
  }

  private boolean isFree(int at) {
    return inside[at] && region[at] == OUTSIDE;
  }

  private int fill(int start) {
    int end = 0;
    region[start] = count;
    waiting[end++] = start;
    for (int next = 0; next < end; next++) {
      int x = waiting[next] % width;
      for (int row = -width; row <= width; row += width) {
        for (int step = x == 0 ? 0 : -1; step <= (x == width - 1 ? 0 : 1); step++) {
          int at = waiting[next] + row + step;
          if (at >= 0 && at < inside.length && isFree(at)) {
            region[at] = count;
            waiting[end++] = at;
          }
        }
      }
    }
    return end;
  }
}
