package sightline.ingest.source.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * People and cars, as they are painted. People are orange and cars are blue all over: a detector
 * may rely on it.
 *
 * <p>Threading: stateless apart from the viewpoint, any thread.
 */
final class Figures {

  private static final Color[] SHIRTS = {
    new Color(236, 122, 44), new Color(246, 148, 58), new Color(222, 98, 34)
  };
  private static final Color TROUSERS = new Color(176, 84, 40);
  private static final Color SKIN = new Color(240, 172, 118);

  /** Car paint by face: roof, sides to the light, sides in the shade. */
  private static final Color[][] PAINTS = {
    {new Color(66, 134, 232), new Color(44, 102, 200), new Color(30, 76, 164)},
    {new Color(92, 156, 246), new Color(66, 126, 220), new Color(44, 94, 184)},
    {new Color(40, 104, 206), new Color(26, 80, 174), new Color(18, 58, 142)}
  };

  private static final Color GLASS = new Color(16, 44, 118);
  private static final Color LAMP = new Color(160, 208, 255);

  private static final double HALF_LENGTH = 2.25;
  private static final double HALF_WIDTH = 0.94;
  private static final double SILL = 0.25;
  private static final double BELT = 0.92;
  private static final double ROOF = 1.48;

  private final Viewpoint view;

  Figures(Viewpoint view) {
    this.view = view;
  }

  /** Paints {@code mover} and returns its silhouette. */
  Shape paint(Graphics2D canvas, Mover mover) {
    return mover.kind() == Mover.Kind.CAR ? paintCar(canvas, mover) : paintPerson(canvas, mover);
  }

  /** The outline alone. */
  Shape silhouette(Mover mover) {
    if (mover.kind() == Mover.Kind.PERSON) {
      return outline(new Person(mover));
    }
    var body = new Area(hull(carBody(mover)));
    body.add(new Area(hull(carCabin(mover))));
    return body;
  }

  /** The shadow on the ground, by the sun's direction: meters for a meter of height. */
  Shape shadow(Mover mover, double[] sun) {
    double height = mover.kind() == Mover.Kind.CAR ? 1.2 : 1.7;
    double[] base =
        mover.kind() == Mover.Kind.CAR
            ? outline(mover, HALF_LENGTH, HALF_WIDTH, 0)
            : outline(mover, 0.2, 0.28, 0);
    var points = new ArrayList<Point2D.Double>();
    for (int i = 0; i < base.length; i += 2) {
      points.add(view.project(base[i], base[i + 1], 0));
      points.add(view.project(base[i] + sun[0] * height, base[i + 1] + sun[1] * height, 0));
    }
    return hull(points);
  }

  private Shape paintCar(Graphics2D canvas, Mover mover) {
    Color[] paint = PAINTS[(int) (mover.look() * PAINTS.length) % PAINTS.length];
    Path2D.Double body = hull(carBody(mover));
    canvas.setColor(paint[2]);
    canvas.fill(body);
    sides(canvas, mover, paint);
    canvas.setColor(paint[0]);
    canvas.fill(view.polygon(BELT, outline(mover, HALF_LENGTH, HALF_WIDTH, 0)));
    lamps(canvas, mover);
    Path2D.Double cabin = hull(carCabin(mover));
    canvas.setColor(GLASS);
    canvas.fill(cabin);
    canvas.setColor(paint[0]);
    canvas.fill(view.polygon(ROOF, outline(mover, 1.0, 0.72, -0.28)));
    var silhouette = new Area(body);
    silhouette.add(new Area(cabin));
    return silhouette;
  }

  /** The long side that faces the light gets the lighter paint. */
  private void sides(Graphics2D canvas, Mover mover, Color[] paint) {
    double[] low = outline(mover, HALF_LENGTH, HALF_WIDTH, 0);
    for (int i = 0; i < low.length; i += 2) {
      int next = (i + 2) % low.length;
      double normalX = low[next + 1] - low[i + 1];
      double normalY = low[i] - low[next];
      double light = (normalX * 0.3 - normalY) / Math.hypot(normalX, normalY);
      Point2D.Double[] face = {
        view.project(low[i], low[i + 1], SILL),
        view.project(low[next], low[next + 1], SILL),
        view.project(low[next], low[next + 1], BELT),
        view.project(low[i], low[i + 1], BELT)
      };
      canvas.setColor(light > 0 ? paint[1] : paint[2]);
      canvas.fill(path(List.of(face)));
    }
  }

  private void lamps(Graphics2D canvas, Mover mover) {
    canvas.setColor(LAMP);
    for (int side = -1; side <= 1; side += 2) {
      double x = mover.x() + mover.directionX() * 2.08 - mover.directionY() * 0.62 * side;
      double y = mover.y() + mover.directionY() * 2.08 + mover.directionX() * 0.62 * side;
      canvas.fill(view.circle(BELT, x, y, 0.15));
    }
  }

  private List<Point2D.Double> carBody(Mover mover) {
    var points = new ArrayList<Point2D.Double>();
    addAll(points, outline(mover, HALF_LENGTH, HALF_WIDTH, 0), SILL * 0.4);
    addAll(points, outline(mover, HALF_LENGTH, HALF_WIDTH, 0), BELT);
    return points;
  }

  private List<Point2D.Double> carCabin(Mover mover) {
    var points = new ArrayList<Point2D.Double>();
    addAll(points, outline(mover, 1.42, 0.86, -0.28), BELT);
    addAll(points, outline(mover, 1.0, 0.72, -0.28), ROOF);
    return points;
  }

  private void addAll(List<Point2D.Double> points, double[] outline, double z) {
    for (int i = 0; i < outline.length; i += 2) {
      points.add(view.project(outline[i], outline[i + 1], z));
    }
  }

  /** A rounded rectangle around the mover, shifted along its direction; x, y, x, y … in meters. */
  private static double[] outline(Mover mover, double halfLength, double halfWidth, double shift) {
    double corner = Math.min(halfLength, halfWidth) * 0.45;
    double[][] corners = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}};
    double[] outline = new double[corners.length * 3 * 2];
    int at = 0;
    for (int i = 0; i < corners.length; i++) {
      for (int step = 0; step < 3; step++) {
        double angle = Math.PI / 2 * (i + step / 2.0);
        double along = corners[i][0] * (halfLength - corner) + corner * Math.cos(angle) + shift;
        double across = corners[i][1] * (halfWidth - corner) + corner * Math.sin(angle);
        outline[at++] = mover.x() + mover.directionX() * along - mover.directionY() * across;
        outline[at++] = mover.y() + mover.directionY() * along + mover.directionX() * across;
      }
    }
    return outline;
  }

  private Shape paintPerson(Graphics2D canvas, Mover mover) {
    var person = new Person(mover);
    canvas.setColor(TROUSERS);
    canvas.fill(person.leg(1));
    canvas.fill(person.leg(-1));
    canvas.setColor(SHIRTS[(int) (mover.look() * SHIRTS.length) % SHIRTS.length]);
    canvas.fill(person.arm(-1));
    canvas.fill(person.torso());
    canvas.fill(person.arm(1));
    canvas.setColor(SKIN);
    canvas.fill(person.head());
    return outline(person);
  }

  private static Shape outline(Person person) {
    var area = new Area(person.torso());
    area.add(new Area(person.head()));
    for (int side = -1; side <= 1; side += 2) {
      area.add(new Area(person.leg(side)));
      area.add(new Area(person.arm(side)));
    }
    return area;
  }

  /** The parts of a walking person, px. */
  private final class Person {

    private final Mover mover;
    private final double scale;
    private final double swing;

    private Person(Mover mover) {
      this.mover = mover;
      this.scale = view.pixelsPerMeter(mover.x(), mover.y(), 0.9) * (0.94 + 0.14 * mover.look());
      this.swing = 0.30 * Math.sin(mover.stride() * Math.PI / 0.75);
    }

    private Shape leg(int side) {
      return capsule(point(0, side * 0.09, 0.85), point(side * swing, side * 0.09, 0.06), 0.10);
    }

    private Shape arm(int side) {
      return capsule(
          point(0, side * 0.27, 1.36), point(-side * swing * 0.9, side * 0.30, 0.88), 0.075);
    }

    private Shape torso() {
      return capsule(point(0, 0, 1.36), point(0, 0, 0.86), 0.22);
    }

    private Shape head() {
      Point2D.Double middle = point(0.03, 0, 1.68);
      double radius = 0.155 * scale;
      return new Ellipse2D.Double(middle.x - radius, middle.y - radius, 2 * radius, 2 * radius);
    }

    private Point2D.Double point(double ahead, double aside, double up) {
      return view.project(
          mover.x() + mover.directionX() * ahead - mover.directionY() * aside,
          mover.y() + mover.directionY() * ahead + mover.directionX() * aside,
          up);
    }

    private Shape capsule(Point2D.Double from, Point2D.Double to, double radius) {
      double width = radius * scale;
      double angle = Math.atan2(to.y - from.y, to.x - from.x);
      var path = new Path2D.Double();
      for (int i = 0; i <= 6; i++) {
        double turn = angle + Math.PI / 2 - Math.PI * i / 6;
        addTo(path, to.x + width * Math.cos(turn), to.y + width * Math.sin(turn), i == 0);
      }
      for (int i = 0; i <= 6; i++) {
        double turn = angle - Math.PI / 2 - Math.PI * i / 6;
        addTo(path, from.x + width * Math.cos(turn), from.y + width * Math.sin(turn), false);
      }
      path.closePath();
      return path;
    }

    private static void addTo(Path2D.Double path, double x, double y, boolean first) {
      if (first) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
  }

  private static Path2D.Double path(List<Point2D.Double> points) {
    var path = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      Person.addTo(path, points.get(i).x, points.get(i).y, i == 0);
    }
    path.closePath();
    return path;
  }

  /** The convex hull, by Andrew's monotone chain. */
  static Path2D.Double hull(List<Point2D.Double> points) {
    var sorted = new ArrayList<>(points);
    sorted.sort((a, b) -> a.x != b.x ? Double.compare(a.x, b.x) : Double.compare(a.y, b.y));
    var hull = new ArrayList<Point2D.Double>();
    for (int pass = 0; pass < 2; pass++) {
      int start = hull.size();
      for (Point2D.Double point : sorted) {
        while (hull.size() >= start + 2
            && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(point);
      }
      hull.remove(hull.size() - 1);
      java.util.Collections.reverse(sorted);
    }
    return path(hull);
  }

  private static double turn(Point2D.Double a, Point2D.Double b, Point2D.Double c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  }
}
