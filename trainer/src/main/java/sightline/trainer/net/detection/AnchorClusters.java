package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds the sides that boxes usually have: k-means where a box is as far from a center as 1 - IoU
 * of the two laid over each other [Redmon and Farhadi 2017, 2]. Centers begin as boxes far from
 * each other, drawn by squared distance [Arthur and Vassilvitskii 2007], and end as the means of
 * their boxes.
 *
 * <p>Threading: none; the same seed gives the same centers.
 */
public final class AnchorClusters {

  private static final int MOST_ROUNDS = 300;

  private AnchorClusters() {}

  /**
   * Centers by area, smallest first.
   *
   * @param sides of the boxes, in cells
   * @param count of centers, at most as many as there are boxes
   */
  public static List<Anchor> of(List<Anchor> sides, int count, long seed) {
    if (sides.size() < count) {
      throw new IllegalArgumentException(
          "%d anchors are asked for, but there are %d boxes to find them in"
              .formatted(count, sides.size()));
    }
    List<Anchor> centers = first(sides, count, new SplittableRandom(seed));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Anchor> moved = means(sides, centers);
      if (moved.equals(centers)) {
        break;
      }
      centers = moved;
    }
    return centers.stream()
        .sorted(Comparator.comparingDouble(center -> center.width() * center.height()))
        .toList();
  }

  private static List<Anchor> first(List<Anchor> sides, int count, SplittableRandom random) {
    var centers = new ArrayList<Anchor>();
    centers.add(sides.get(random.nextInt(sides.size())));
    while (centers.size() < count) {
      double[] until = new double[sides.size()];
      double sum = 0;
      for (int i = 0; i < until.length; i++) {
        double distance = distance(sides.get(i), centers.get(nearest(sides.get(i), centers)));
        sum += distance * distance;
        until[i] = sum;
      }
      double drawn = random.nextDouble() * sum;
      int next = 0;
      while (next < until.length - 1 && until[next] <= drawn) {
        next++;
      }
      centers.add(sides.get(next));
    }
    return centers;
  }

  /** A center without boxes stays where it is. */
  private static List<Anchor> means(List<Anchor> sides, List<Anchor> centers) {
    double[] widths = new double[centers.size()];
    double[] heights = new double[centers.size()];
    int[] counts = new int[centers.size()];
    for (Anchor side : sides) {
      int center = nearest(side, centers);
      widths[center] += side.width();
      heights[center] += side.height();
      counts[center]++;
    }
    var moved = new ArrayList<Anchor>();
    for (int i = 0; i < counts.length; i++) {
      moved.add(
          counts[i] == 0
              ? centers.get(i)
              : new Anchor(widths[i] / counts[i], heights[i] / counts[i]));
    }
    return moved;
  }

  private static int nearest(Anchor side, List<Anchor> centers) {
    int nearest = 0;
    for (int i = 1; i < centers.size(); i++) {
      if (distance(side, centers.get(i)) < distance(side, centers.get(nearest))) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(Anchor one, Anchor other) {
    return 1 - one.iou(other.width(), other.height());
  }
}
