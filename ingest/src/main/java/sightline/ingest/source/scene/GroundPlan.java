package sightline.ingest.source.scene;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything that does not move lies, as it is seen: what the painter of colors and the
 * painter of classes have in common.
 *
 * <p>Threading: immutable, any thread.
 */
final class GroundPlan {

  private static final double CURB_WIDTH = 0.22;
  private static final double CORNER = 1.5;
  private static final double HOUSE_HEIGHT = 2.6;
  private static final int CANOPY_PARTS = 34;

  private static final double[][] TREES = {
    {-11, 9.6, 1.5}, {-10.2, -10.2, 1.7}, {-14.5, -10.6, 1.4}, {10.4, -11.2, 1.6},
    {15.2, -10.4, 1.35}, {10.2, 10.6, 1.4}, {10.6, 15.2, 1.6}, {-10.4, -15.4, 1.5}
  };
  private static final double[][] HOUSES = {{-34, 11, -15, 30}, {13, 17, 34, 30}};

  private final Viewpoint view;
  private final Variety variety;

  GroundPlan(Viewpoint view, Variety variety) {
    this.view = view;
    this.variety = variety;
  }

  /** Both sidewalks with what lies between them. */
  List<Shape> sidewalks() {
    return crossing(Street.SIDEWALK);
  }

  /** The curb with the road in it. */
  List<Shape> curb() {
    return withCorners(Street.CURB + CURB_WIDTH);
  }

  List<Shape> road() {
    return withCorners(Street.CURB);
  }

  /** The four zebra crossings with the gaps between their stripes. */
  List<Shape> crosswalks() {
    var shapes = new ArrayList<Shape>();
    double edge = Street.CURB;
    for (int way = -1; way <= 1; way += 2) {
      double near = way * (Street.WALKWAY - Street.ZEBRA);
      double far = way * (Street.WALKWAY + Street.ZEBRA);
      shapes.add(view.rectangle(0, near, -edge, far, edge));
      shapes.add(view.rectangle(0, -edge, near, edge, far));
    }
    return shapes;
  }

  /** Middle x, middle y and radius of each tree, m. */
  double[][] trees() {
    double[][] trees = new double[TREES.length][];
    for (int i = 0; i < trees.length; i++) {
      double[] tree = TREES[i];
      trees[i] =
          new double[] {
            tree[0] + Math.signum(tree[0]) * variety.upTo(1.8, 41, i),
            tree[1] + Math.signum(tree[1]) * variety.upTo(1.8, 42, i),
            tree[2] * (1 + variety.around(0.25, 43, i))
          };
    }
    return trees;
  }

  /** West, south, east and north edge of each house, m. */
  double[][] houses() {
    double[][] houses = new double[HOUSES.length][];
    for (int i = 0; i < houses.length; i++) {
      double[] house = HOUSES[i];
      double aside = variety.around(4, 44, i);
      double back = variety.upTo(4, 45, i);
      houses[i] =
          new double[] {house[0] + aside, house[1] + back, house[2] + aside, house[3] + back};
    }
    return houses;
  }

  /** The walls of a house, one slice above the other. */
  List<Shape> walls(double[] house) {
    var shapes = new ArrayList<Shape>();
    for (int level = 0; level <= 26; level++) {
      shapes.add(level(house, HOUSE_HEIGHT * level / 26, 0));
    }
    return shapes;
  }

  /** The roof of a house, without so much of its edge, m. */
  Shape roof(double[] house, double edge) {
    return level(house, HOUSE_HEIGHT, edge);
  }

  private Shape level(double[] house, double height, double edge) {
    return view.rectangle(
        height, house[0] + edge, house[1] + edge, house[2] - edge, house[3] - edge);
  }

  /**
   * One of the parts that a canopy is made of.
   *
   * @param shade 0 (dark) to 1
   */
  record Leaves(Shape shape, double shade) {}

  List<Leaves> canopy(double[] tree, long seed) {
    double x = tree[0];
    double y = tree[1];
    double radius = tree[2];
    var parts = new ArrayList<Leaves>();
    for (int i = 0; i < CANOPY_PARTS; i++) {
      double angle = Noise.between(0, 2 * Math.PI, seed, 20, (long) (x * 10), (long) (y * 10), i);
      double out = Noise.uniform(seed, 21, (long) (x * 10), (long) (y * 10), i);
      double height = 1.1 + 1.5 * (1 - out * out) * (i / 34.0 + 0.3);
      double share = i / 33.0;
      parts.add(
          new Leaves(
              view.circle(
                  height,
                  x + radius * 0.72 * Math.sqrt(out) * Math.cos(angle),
                  y + radius * 0.72 * Math.sqrt(out) * Math.sin(angle),
                  radius * (0.5 - 0.22 * share)),
              share * (0.6 + 0.4 * Math.cos(angle - 2))));
    }
    return parts;
  }

  /** The crossing of two stripes of ground, each so far to both sides of a road's middle. */
  private List<Shape> crossing(double edge) {
    double end = Street.END;
    return List.of(
        view.rectangle(0, -end, -edge, end, edge), view.rectangle(0, -edge, -end, edge, end));
  }

  /** The same with rounded inner corners. */
  private List<Shape> withCorners(double edge) {
    var shapes = new ArrayList<>(crossing(edge));
    for (int x = -1; x <= 1; x += 2) {
      for (int y = -1; y <= 1; y += 2) {
        int steps = 8;
        double[] points = new double[(steps + 2) * 2];
        points[0] = x * edge;
        points[1] = y * edge;
        for (int i = 0; i <= steps; i++) {
          double angle = Math.PI / 2 * i / steps;
          points[2 * i + 2] = x * (edge + CORNER - CORNER * Math.sin(angle));
          points[2 * i + 3] = y * (edge + CORNER - CORNER * Math.cos(angle));
        }
        shapes.add(view.polygon(0, points));
      }
    }
    return shapes;
  }
}
