package sightline.ingest.source.scene;

import java.awt.geom.Point2D;
import java.util.SplittableRandom;

/**
 * What the camera makes of the light: dims the night, but less under the street lamps, and adds the
 * sensor's noise.
 *
 * <p>Threading: one thread at a time.
 */
final class Exposure {

  private static final int LEVELS = 16; // of lamp light
  private static final int GRAIN = 1 << 16; // numbers of noise, reused at random offsets
  private static final double SIGMA_DAY = 1.6;
  private static final double SIGMA_NIGHT = 3.2;
  private static final double[][] LAMPS = {{-6.6, 6.6}, {6.6, -6.6}, {-6.6, -22}, {22, 6.6}};

  private final Viewpoint view;
  private final long seed;
  private final byte[] lampLevel;
  private final double[] grain = new double[GRAIN];
  private final byte[] scaledGrain = new byte[GRAIN];
  private final int[][] brightness = new int[LEVELS][256];
  private double preparedFor = -1;

  Exposure(Viewpoint view, long seed) {
    this.view = view;
    this.seed = seed;
    this.lampLevel = lampLevels();
    var random = new java.util.Random(seed);
    for (int i = 0; i < GRAIN; i++) {
      grain[i] = Math.max(-3, Math.min(3, random.nextGaussian()));
    }
  }

  /**
   * @param scene as painted, by full light; blue-green-red
   * @param picture as the camera sees it
   * @param night 0 by day to 1
   */
  void expose(byte[] scene, byte[] picture, double night, long frame) {
    prepare(night);
    var random = new SplittableRandom(seed ^ (frame * 0x9E3779B97F4A7C15L));
    int width = view.size().width();
    int pixel = 0;
    for (int y = 0; y < view.size().height(); y++) {
      int offset = random.nextInt();
      for (int x = 0; x < width; x++, pixel++) {
        int[] curve = brightness[lampLevel[pixel]];
        int noise = scaledGrain[(offset + x) & (GRAIN - 1)];
        int at = pixel * 3;
        picture[at] = clip(curve[scene[at] & 0xFF] + noise);
        picture[at + 1] = clip(curve[scene[at + 1] & 0xFF] + noise);
        picture[at + 2] = clip(curve[scene[at + 2] & 0xFF] + noise);
      }
    }
  }

  private void prepare(double night) {
    if (night == preparedFor) {
      return;
    }
    preparedFor = night;
    for (int level = 0; level < LEVELS; level++) {
      double lamp = 0.36 * level / (LEVELS - 1);
      double share = 1 - night * (1 - Daylight.DARKEST - lamp);
      for (int value = 0; value < 256; value++) {
        brightness[level][value] = (int) Math.round(value * share);
      }
    }
    double sigma = SIGMA_DAY + (SIGMA_NIGHT - SIGMA_DAY) * night;
    for (int i = 0; i < GRAIN; i++) {
      scaledGrain[i] = (byte) Math.round(grain[i] * sigma);
    }
  }

  private byte[] lampLevels() {
    int width = view.size().width();
    int height = view.size().height();
    byte[] levels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double light = 0;
        for (double[] lamp : LAMPS) {
          light += light(lamp, x, y);
        }
        double dither = Noise.uniform(seed, 30, x, y) - 0.5;
        long level = Math.round(Math.min(1, light) * (LEVELS - 1) + dither);
        levels[y * width + x] = (byte) Math.max(0, Math.min(LEVELS - 1, level));
      }
    }
    return levels;
  }

  /** A round pool of light on the ground, seen at an angle, 0 to 1. */
  private double light(double[] lamp, int x, int y) {
    Point2D.Double middle = view.project(lamp[0], lamp[1], 0);
    double scale = view.pixelsPerMeter(lamp[0], lamp[1], 0);
    double across = (x - middle.x) / scale;
    double away = (y - middle.y) / (scale * 0.77);
    return Math.exp(-(across * across + away * away) / 42);
  }

  private static byte clip(int value) {
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
