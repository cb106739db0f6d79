package sightline.ingest.source.scene;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import sightline.events.geometry.FrameSize;

/**
 * The camera over the junction: a pinhole on a mast, looking down at an angle. The ground is the
 * plane z = 0; x runs along the main road, y along the side road, the junction's middle is the
 * origin; all in meters.
 *
 * <p>Threading: immutable, any thread.
 */
final class Viewpoint {

  private static final double DISTANCE = 36;
  private static final double PITCH = Math.toRadians(50);
  private static final double YAW = Math.toRadians(31);

  /** What is nearer to the camera's plane is not drawn, m; the usual view has nothing there. */
  private static final double NEAREST = 0.4;

  private static final double MOST_TILT = Math.toRadians(7);
  private static final double MOST_TURN = Math.toRadians(26);

  /** Meters of ground across the picture at its middle. */
  private static final double WIDTH_AT_MIDDLE = 33;

  private final FrameSize size;
  private final double focal;
  private final double nearest;
  private final double sinPitch;
  private final double cosPitch;
  private final double sinYaw;
  private final double cosYaw;

  Viewpoint(FrameSize size, Variety variety) {
    this.size = size;
    double reference = Math.max(size.width(), size.height() * 4 / 3.0);
    this.focal = reference * DISTANCE / (WIDTH_AT_MIDDLE + variety.around(4, 47));
    double pitch = PITCH + variety.around(MOST_TILT, 48);
    double yaw = YAW + variety.around(MOST_TURN, 49);
    this.nearest = variety.amount() == 0 ? Double.NEGATIVE_INFINITY : NEAREST;
    this.sinPitch = Math.sin(pitch);
    this.cosPitch = Math.cos(pitch);
    this.sinYaw = Math.sin(yaw);
    this.cosYaw = Math.cos(yaw);
  }

  FrameSize size() {
    return size;
  }

  /** Where a point of the world is seen, px. */
  Point2D.Double project(double x, double y, double z) {
    double right = x * cosYaw + y * sinYaw;
    double ahead = ahead(x, y);
    double depth = depth(ahead, z);
    double up = ahead * sinPitch + z * cosPitch;
    return new Point2D.Double(
        size.width() / 2.0 + focal * right / depth, size.height() / 2.0 - focal * up / depth);
  }

  /** Pixels that a meter takes up there. */
  double pixelsPerMeter(double x, double y, double z) {
    return focal / depth(ahead(x, y), z);
  }

  /** How far away a point of the ground is, m; what is farther is painted first. */
  double distance(double x, double y) {
    return depth(ahead(x, y), 0);
  }

  /**
   * A closed line on the plane at height {@code z}, as far as it lies before the camera; points are
   * x, y, x, y …
   */
  Path2D.Double polygon(double z, double... points) {
    var path = new Path2D.Double();
    int count = points.length / 2;
    for (int i = 0; i < count; i++) {
      int next = (i + 1) % count;
      double x = points[2 * i];
      double y = points[2 * i + 1];
      double here = depth(ahead(x, y), z);
      double there = depth(ahead(points[2 * next], points[2 * next + 1]), z);
      if (here >= nearest) {
        lineTo(path, project(x, y, z));
      }
      if ((here >= nearest) != (there >= nearest)) {
        double share = (nearest - here) / (there - here);
        double cutX = x + share * (points[2 * next] - x);
        double cutY = y + share * (points[2 * next + 1] - y);
        lineTo(path, project(cutX, cutY, z));
      }
    }
    if (path.getCurrentPoint() != null) {
      path.closePath();
    }
    return path;
  }

  private static void lineTo(Path2D.Double path, Point2D.Double point) {
    if (path.getCurrentPoint() == null) {
      path.moveTo(point.x, point.y);
    } else {
      path.lineTo(point.x, point.y);
    }
  }

  /** Whether a point of the ground is well before the camera. */
  boolean isAhead(double x, double y) {
    return distance(x, y) > 2 * nearest;
  }

  /** A rectangle on the plane at height {@code z}, from one corner to the opposite one. */
  Path2D.Double rectangle(double z, double x1, double y1, double x2, double y2) {
    return polygon(z, x1, y1, x2, y1, x2, y2, x1, y2);
  }

  /** A circle on the plane at height {@code z}. */
  Path2D.Double circle(double z, double x, double y, double radius) {
    int corners = 28;
    double[] points = new double[corners * 2];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      points[2 * i] = x + radius * Math.cos(angle);
      points[2 * i + 1] = y + radius * Math.sin(angle);
    }
    return polygon(z, points);
  }

  private double ahead(double x, double y) {
    return -x * sinYaw + y * cosYaw;
  }

  private double depth(double ahead, double z) {
    return DISTANCE + ahead * cosPitch - z * sinPitch;
  }
}
