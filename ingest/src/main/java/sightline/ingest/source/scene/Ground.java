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
  private final Variety variety;
  private final GroundPlan plan;
  private final Graphics2D canvas;
  private final BufferedImage image;

  private Ground(Viewpoint view, long seed, Variety variety) {
    this.view = view;
    this.seed = seed;
    this.variety = variety;
    this.plan = new GroundPlan(view, variety);
    this.image =
        new BufferedImage(view.size().width(), view.size().height(), BufferedImage.TYPE_3BYTE_BGR);
    this.canvas = smooth(image.createGraphics());
  }

  /** The empty junction, blue-green-red. */
  static byte[] paint(Viewpoint view, long seed, Variety variety) {
    var ground = new Ground(view, seed, variety);
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
    canvas.setColor(variety.shade(GRASS, 10, 1));
    canvas.fillRect(0, 0, view.size().width(), view.size().height());
    canvas.setColor(variety.shade(GRASS_DARK, 10, 1));
    for (int i = -14; i < 14; i += 2) { // the lawn was mown in stripes
      fill(view.rectangle(0, -60, i * 2.2, 60, i * 2.2 + 2.2));
    }
  }

  private void roads() {
    double end = Street.END;
    canvas.setColor(variety.shade(SIDEWALK, 14, 2));
    plan.sidewalks().forEach(this::fill);
    joints();
    canvas.setColor(CURB);
    plan.curb().forEach(this::fill);
    canvas.setColor(variety.shade(ASPHALT, 12, 3));
    plan.road().forEach(this::fill);
    canvas.setColor(variety.shade(TRACK, 12, 3));
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
    canvas.setColor(variety.shade(JOINT, 14, 2));
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
    for (double[] house : plan.houses()) {
      house(house);
    }
    double[][] trees = plan.trees();
    for (double[] tree : trees) {
      shadowOf(tree[0], tree[1], tree[2]);
    }
    for (double[] tree : trees) {
      for (GroundPlan.Leaves leaves : plan.canopy(tree, seed)) {
        canvas.setColor(mix(CANOPY, CANOPY_LIGHT, leaves.shade()));
        fill(leaves.shape());
      }
    }
  }

  private void house(double[] house) {
    canvas.setColor(new Color(0, 0, 0, 46));
    fill(view.rectangle(0, house[0] + 1.6, house[1] - 1.2, house[2] + 1.6, house[3]));
    canvas.setColor(WALL);
    plan.walls(house).forEach(this::fill);
    canvas.setColor(ROOF_EDGE);
    fill(plan.roof(house, 0));
    canvas.setColor(ROOF);
    fill(plan.roof(house, 0.4));
  }

  private void shadowOf(double x, double y, double radius) {
    canvas.setColor(new Color(0, 0, 0, 22));
    for (int ring = 0; ring < 3; ring++) {
      fill(view.circle(0, x + 0.9, y - 0.2, radius * (1.05 - 0.12 * ring)));
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
