package sightline.ingest.source.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Everything that does not move, painted once: asphalt, sidewalks, grass, markings, trees, houses.
 * Gray or green throughout, so that nothing here can be taken for a person or a car.
 *
 * <p>Threading: one thread at a time.
 */
final class Ground {

  private static final Color GRASS = new Color(92, 112, 86);
  private static final Color GRASS_DARK = new Color(82, 102, 78);
  private static final Color ASPHALT = new Color(82, 84, 88);
  private static final Color TRACK = new Color(76, 78, 82);
  private static final Color SIDEWALK = new Color(152, 151, 147);
  private static final Color JOINT = new Color(140, 139, 135);
  private static final Color CURB = new Color(184, 183, 179);
  private static final Color PAINT = new Color(214, 214, 209);
  private static final Color CANOPY = new Color(66, 88, 64);
  private static final Color CANOPY_LIGHT = new Color(84, 108, 80);
  private static final Color WALL = new Color(120, 118, 116);
  private static final Color ROOF = new Color(142, 140, 137);
  private static final Color ROOF_EDGE = new Color(166, 164, 160);

  private final Viewpoint view;
  private final long seed;
  private final Graphics2D canvas;
  private final BufferedImage image;

  private Ground(Viewpoint view, long seed) {
    this.view = view;
    this.seed = seed;
    this.image =
        new BufferedImage(view.size().width(), view.size().height(), BufferedImage.TYPE_3BYTE_BGR);
    this.canvas = smooth(image.createGraphics());
  }

  /** The empty junction, blue-green-red. */
  static byte[] paint(Viewpoint view, long seed) {
    var ground = new Ground(view, seed);
    ground.plots();
    ground.roads();
    ground.markings();
    ground.furniture();
    ground.texture();
    ground.canvas.dispose();
    return ((DataBufferByte) ground.image.getRaster().getDataBuffer()).getData();
  }

  static Graphics2D smooth(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return canvas;
  }

  private void plots() {
    canvas.setColor(GRASS);
    canvas.fillRect(0, 0, view.size().width(), view.size().height());
    canvas.setColor(GRASS_DARK);
    for (int i = -14; i < 14; i += 2) { // the lawn was mown in stripes
      fill(view.rectangle(0, -60, i * 2.2, 60, i * 2.2 + 2.2));
    }
  }

  private void roads() {
    double end = Street.END;
    canvas.setColor(SIDEWALK);
    fill(view.rectangle(0, -end, -Street.SIDEWALK, end, Street.SIDEWALK));
    fill(view.rectangle(0, -Street.SIDEWALK, -end, Street.SIDEWALK, end));
    joints();
    canvas.setColor(CURB);
    double outer = Street.CURB + 0.22;
    fill(view.rectangle(0, -end, -outer, end, outer));
    fill(view.rectangle(0, -outer, -end, outer, end));
    corners(outer, 1.5, CURB);
    canvas.setColor(ASPHALT);
    fill(view.rectangle(0, -end, -Street.CURB, end, Street.CURB));
    fill(view.rectangle(0, -Street.CURB, -end, Street.CURB, end));
    corners(Street.CURB, 1.5, ASPHALT);
    canvas.setColor(TRACK);
    for (int side = -1; side <= 1; side += 2) {
      for (int wheel = -1; wheel <= 1; wheel += 2) {
        double middle = side * Street.LANE + wheel * 0.75;
        fill(view.rectangle(0, -end, middle - 0.22, end, middle + 0.22));
        fill(view.rectangle(0, middle - 0.22, -end, middle + 0.22, end));
      }
    }
  }

  /** Slabs of the sidewalk. */
  private void joints() {
    canvas.setColor(JOINT);
    canvas.setStroke(new BasicStroke(1f));
    double inner = Street.CURB;
    for (double at = Street.SIDEWALK; at < 40; at += 1.9) {
      for (int side = -1; side <= 1; side += 2) {
        for (int way = -1; way <= 1; way += 2) {
          canvas.draw(view.polygon(0, way * at, side * inner, way * at, side * Street.SIDEWALK));
          canvas.draw(view.polygon(0, side * inner, way * at, side * Street.SIDEWALK, way * at));
        }
      }
    }
  }

  /** Rounds the inner corners of the crossing roads. */
  private void corners(double edge, double radius, Color inside) {
    canvas.setColor(inside);
    for (int x = -1; x <= 1; x += 2) {
      for (int y = -1; y <= 1; y += 2) {
        int steps = 8;
        double[] points = new double[(steps + 2) * 2];
        points[0] = x * edge;
        points[1] = y * edge;
        for (int i = 0; i <= steps; i++) {
          double angle = Math.PI / 2 * i / steps;
          points[2 * i + 2] = x * (edge + radius - radius * Math.sin(angle));
          points[2 * i + 3] = y * (edge + radius - radius * Math.cos(angle));
        }
        fill(view.polygon(0, points));
      }
    }
  }

  private void markings() {
    canvas.setColor(PAINT);
    for (int way = -1; way <= 1; way += 2) {
      for (double at = -Street.CURB + 0.45; at < Street.CURB - 0.3; at += 1.0) {
        double near = way * (Street.WALKWAY - Street.ZEBRA);
        double far = way * (Street.WALKWAY + Street.ZEBRA);
        fill(view.rectangle(0, near, at, far, at + 0.55));
        fill(view.rectangle(0, at, near, at + 0.55, far));
      }
      double stop = way * (Street.STOP - 0.55);
      fill(view.rectangle(0, stop, way * 0.25, stop + way * 0.35, way * (Street.CURB - 0.3)));
      fill(view.rectangle(0, -way * 0.25, stop, -way * (Street.CURB - 0.3), stop + way * 0.35));
      for (double at = Street.STOP + 1.2; at < Street.END; at += 3.2) {
        fill(view.rectangle(0, way * at, -0.07, way * (at + 1.7), 0.07));
        fill(view.rectangle(0, -0.07, way * at, 0.07, way * (at + 1.7)));
      }
    }
  }

  private void furniture() {
    house(-34, 11, -15, 30);
    house(13, 17, 34, 30);
    double[][] trees = {
      {-11, 9.6, 1.5}, {-10.2, -10.2, 1.7}, {-14.5, -10.6, 1.4}, {10.4, -11.2, 1.6},
      {15.2, -10.4, 1.35}, {10.2, 10.6, 1.4}, {10.6, 15.2, 1.6}, {-10.4, -15.4, 1.5}
    };
    for (double[] tree : trees) {
      shadowOf(tree[0], tree[1], tree[2]);
    }
    for (double[] tree : trees) {
      tree(tree[0], tree[1], tree[2]);
    }
  }

  private void house(double x1, double y1, double x2, double y2) {
    double height = 2.6;
    canvas.setColor(new Color(0, 0, 0, 46));
    fill(view.rectangle(0, x1 + 1.6, y1 - 1.2, x2 + 1.6, y2));
    canvas.setColor(WALL);
    for (int level = 0; level <= 26; level++) {
      fill(view.rectangle(height * level / 26, x1, y1, x2, y2));
    }
    canvas.setColor(ROOF_EDGE);
    fill(view.rectangle(height, x1, y1, x2, y2));
    canvas.setColor(ROOF);
    fill(view.rectangle(height, x1 + 0.4, y1 + 0.4, x2 - 0.4, y2 - 0.4));
  }

  private void shadowOf(double x, double y, double radius) {
    canvas.setColor(new Color(0, 0, 0, 22));
    for (int ring = 0; ring < 3; ring++) {
      fill(view.circle(0, x + 0.9, y - 0.2, radius * (1.05 - 0.12 * ring)));
    }
  }

  private void tree(double x, double y, double radius) {
    for (int i = 0; i < 34; i++) {
      double angle = Noise.between(0, 2 * Math.PI, seed, 20, (long) (x * 10), (long) (y * 10), i);
      double out = Noise.uniform(seed, 21, (long) (x * 10), (long) (y * 10), i);
      double height = 1.1 + 1.5 * (1 - out * out) * (i / 34.0 + 0.3);
      double share = i / 33.0;
      canvas.setColor(mix(CANOPY, CANOPY_LIGHT, share * (0.6 + 0.4 * Math.cos(angle - 2))));
      fill(
          view.circle(
              height,
              x + radius * 0.72 * Math.sqrt(out) * Math.cos(angle),
              y + radius * 0.72 * Math.sqrt(out) * Math.sin(angle),
              radius * (0.5 - 0.22 * share)));
    }
  }

  /** Fine, gray unevenness over everything, so that no surface looks filled. */
  private void texture() {
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int width = view.size().width();
    double scale = 640.0 / width;
    for (int y = 0, at = 0; y < view.size().height(); y++) {
      for (int x = 0; x < width; x++) {
        double coarse = Noise.smooth(seed + 1, x * scale / 46, y * scale / 30) - 0.5;
        double fine = Noise.uniform(seed + 2, x, y) - 0.5;
        int shift = (int) Math.round(coarse * 9 + fine * 4);
        for (int channel = 0; channel < 3; channel++, at++) {
          pixels[at] = (byte) Math.max(0, Math.min(255, (pixels[at] & 0xFF) + shift));
        }
      }
    }
  }

  private void fill(Shape shape) {
    canvas.fill(shape);
  }

  private static Color mix(Color from, Color to, double share) {
    double clipped = Math.max(0, Math.min(1, share));
    return new Color(
        (int) (from.getRed() + (to.getRed() - from.getRed()) * clipped),
        (int) (from.getGreen() + (to.getGreen() - from.getGreen()) * clipped),
        (int) (from.getBlue() + (to.getBlue() - from.getBlue()) * clipped));
  }
}
