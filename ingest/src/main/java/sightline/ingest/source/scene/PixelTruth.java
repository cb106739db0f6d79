package sightline.ingest.source.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import sightline.ingest.source.scene.truth.SceneClass;

/**
 * Paints numbers instead of colors, without smooth edges: what each pixel shows.
 *
 * <p>Threading: one thread at a time.
 */
final class PixelTruth {

  /** A number on all pixels of a shape. */
  record Layer(Shape shape, int number) {}

  private final Viewpoint view;
  private final BufferedImage image;
  private final int[] numbers;
  private final int[] ground;

  PixelTruth(Viewpoint view, long seed, Variety variety) {
    this.view = view;
    this.image =
        new BufferedImage(view.size().width(), view.size().height(), BufferedImage.TYPE_INT_RGB);
    this.numbers = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    this.ground = ground(new GroundPlan(view, variety), seed);
  }

  /** The classes of the ground below {@code layers}, row by row. */
  byte[] classes(List<Layer> layers) {
    System.arraycopy(ground, 0, numbers, 0, numbers.length);
    return painted(layers);
  }

  /** Nothing but {@code layers}, on 0, row by row. */
  byte[] alone(List<Layer> layers) {
    java.util.Arrays.fill(numbers, 0);
    return painted(layers);
  }

  private byte[] painted(List<Layer> layers) {
    Graphics2D brush = image.createGraphics();
    for (Layer layer : layers) {
      fill(brush, layer.shape(), layer.number());
    }
    brush.dispose();
    byte[] result = new byte[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) numbers[i];
    }
    return result;
  }

  private int[] ground(GroundPlan plan, long seed) {
    Graphics2D brush = image.createGraphics();
    plan.sidewalks().forEach(shape -> fill(brush, shape, SceneClass.SIDEWALK));
    plan.curb().forEach(shape -> fill(brush, shape, SceneClass.SIDEWALK));
    plan.road().forEach(shape -> fill(brush, shape, SceneClass.ROAD));
    plan.crosswalks().forEach(shape -> fill(brush, shape, SceneClass.CROSSWALK));
    for (double[] house : plan.houses()) {
      plan.walls(house).forEach(shape -> fill(brush, shape, SceneClass.BACKGROUND));
    }
    for (double[] tree : plan.trees()) {
      plan.canopy(tree, seed).forEach(leaves -> fill(brush, leaves.shape(), SceneClass.BACKGROUND));
    }
    brush.dispose();
    return numbers.clone();
  }

  private static void fill(Graphics2D brush, Shape shape, SceneClass kind) {
    fill(brush, shape, kind.ordinal());
  }

  private static void fill(Graphics2D brush, Shape shape, int number) {
    brush.setColor(new Color(number, number, number));
    brush.fill(shape);
  }
}
