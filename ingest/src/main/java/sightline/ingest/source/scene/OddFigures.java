package sightline.ingest.source.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What does not belong on the junction, as it is painted: violet, bright green, nearly black or
 * white, as nothing else is. A stray car is painted as all cars are.
 *
 * <p>Threading: stateless apart from the viewpoint, any thread.
 */
final class OddFigures {

  private static final Color LOAD_SIDE = new Color(118, 58, 130);
  private static final Color LOAD_TOP = new Color(176, 102, 188);
  private static final Color STRAP = new Color(232, 216, 234);
  private static final Color TRUNK = new Color(66, 54, 46);
  private static final Color[] LEAVES = {
    new Color(52, 122, 46), new Color(70, 146, 58), new Color(94, 168, 72)
  };
  private static final Color SPILL = new Color(18, 19, 22);
  private static final Color SHEEN = new Color(44, 40, 62);

  private static final int PUFFS = 26;
  private static final double PUFF_LASTS = 6; // s

  private final Viewpoint view;

  OddFigures(Viewpoint view) {
    this.view = view;
  }

  private record Part(Shape shape, Color color) {}

  void paint(Graphics2D canvas, Oddity oddity, double seconds) {
    for (Part part : parts(oddity, seconds)) {
      canvas.setColor(part.color());
      canvas.fill(part.shape());
    }
  }

  /** All that it covers. */
  Shape silhouette(Oddity oddity, double seconds) {
    var whole = new Area();
    parts(oddity, seconds).forEach(part -> whole.add(new Area(part.shape())));
    return whole;
  }

  private List<Part> parts(Oddity oddity, double seconds) {
    return switch (oddity.kind()) {
      case LOAD -> load(oddity);
      case TREE -> tree(oddity);
      case SPILL -> spill(oddity);
      case SMOKE -> smoke(oddity, seconds);
      case CAR -> throw new IllegalArgumentException("a car is painted as cars are");
    };
  }

  private List<Part> load(Oddity oddity) {
    double size = 1 + 0.3 * oddity.look();
    double height = 1.7 * size;
    double[] base = rectangle(oddity, 0, 1.4 * size, 1.05 * size);
    var corners = new ArrayList<Point2D.Double>();
    addAll(corners, base, 0);
    addAll(corners, base, height);
    return List.of(
        new Part(Figures.hull(corners), LOAD_SIDE),
        new Part(view.polygon(height, base), LOAD_TOP),
        new Part(view.polygon(height, rectangle(oddity, 0.5, 0.13, 1.05 * size)), STRAP),
        new Part(view.polygon(height, rectangle(oddity, -0.5, 0.13, 1.05 * size)), STRAP));
  }

  private List<Part> tree(Oddity oddity) {
    var parts = new ArrayList<Part>();
    var trunk = new ArrayList<Point2D.Double>();
    addAll(trunk, rectangle(oddity, 0, 3.2, 0.24), 0);
    addAll(trunk, rectangle(oddity, 0, 3.2, 0.16), 0.5);
    parts.add(new Part(Figures.hull(trunk), TRUNK));
    for (int i = 0; i < 40; i++) {
      long look = (long) (oddity.look() * 1e9);
      double along = 0.6 + 2.8 * Noise.uniform(look, 1, i);
      double across = Noise.between(-1.3, 1.3, look, 2, i);
      double[] at = point(oddity, along, across);
      double height = 0.2 + 1.1 * Noise.uniform(look, 3, i);
      parts.add(
          new Part(
              view.circle(height, at[0], at[1], 0.35 + 0.35 * Noise.uniform(look, 4, i)),
              LEAVES[i % LEAVES.length]));
    }
    return parts;
  }

  private List<Part> spill(Oddity oddity) {
    return List.of(new Part(pool(oddity, 1), SPILL), new Part(pool(oddity, 0.45), SHEEN));
  }

  private Shape pool(Oddity oddity, double share) {
    int corners = 48;
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double wave =
          0.16 * Math.sin(3 * angle + 9 * oddity.look())
              + 0.1 * Math.sin(5 * angle - 5 * oddity.look());
      double radius = share * (2.3 + 0.6 * oddity.look()) * (1 + wave);
      double[] at = point(oddity, 1.25 * radius * Math.cos(angle), 0.8 * radius * Math.sin(angle));
      points[2 * i] = at[0];
      points[2 * i + 1] = at[1];
    }
    return view.polygon(0, points);
  }

  /** Puffs that rise, drift and grow thin, each behind the other. */
  private List<Part> smoke(Oddity oddity, double seconds) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < PUFFS; i++) {
      double age = seconds / PUFF_LASTS + (double) i / PUFFS + oddity.look();
      age -= Math.floor(age);
      double sway = 0.8 * Math.sin(i * 2.4 + oddity.look() * 6);
      double[] at = point(oddity, 2.2 * age, sway * age);
      int gray = 206 + 8 * (i % 5);
      parts.add(
          new Part(
              view.circle(0.4 + 5 * age, at[0], at[1], 0.7 + 1.5 * age),
              new Color(gray, gray, gray, (int) (150 - 80 * age))));
    }
    return parts;
  }

  /** A rectangle at its angle, shifted along it; x, y, x, y … in meters. */
  private static double[] rectangle(
      Oddity oddity, double shift, double halfLength, double halfWidth) {
    double[][] corners = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}};
    double[] points = new double[8];
    for (int i = 0; i < corners.length; i++) {
      double[] at = point(oddity, shift + corners[i][0] * halfLength, corners[i][1] * halfWidth);
      points[2 * i] = at[0];
      points[2 * i + 1] = at[1];
    }
    return points;
  }

  private static double[] point(Oddity oddity, double along, double across) {
    double cos = Math.cos(oddity.angle());
    double sin = Math.sin(oddity.angle());
    return new double[] {
      oddity.x() + cos * along - sin * across, oddity.y() + sin * along + cos * across
    };
  }

  private void addAll(List<Point2D.Double> points, double[] outline, double z) {
    for (int i = 0; i < outline.length; i += 2) {
      points.add(view.project(outline[i], outline[i + 1], z));
    }
  }
}
