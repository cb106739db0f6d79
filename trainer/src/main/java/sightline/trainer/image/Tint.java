package sightline.trainer.image;

import java.awt.Color;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Pixels;
import sightline.trainer.feed.Batch;

/**
 * Colors for classes and for heat, laid over pictures. Neighboring classes are far apart in hue.
 *
 * <p>Threading: stateless, any thread.
 */
final class Tint {

  private static final double GOLDEN = 0.618033988749895;
  private static final double OF_CLASS = .5;
  private static final double OF_IGNORED = .6;
  private static final double MOST_OF_HEAT = .8;

  /** Twice the threshold is as hot as the picture shows. */
  private static final double HOTTEST = 2;

  private Tint() {}

  /** Red, green and blue of a class in the lowest 24 bits. */
  static int ofClass(int classId) {
    float hue = (float) (.02 + classId * GOLDEN);
    float brightness = classId / 5 % 2 == 0 ? 1f : .75f;
    return Color.HSBtoRGB(hue, .85f, brightness) & 0xFFFFFF;
  }

  /**
   * One plane of class ids, or planes of 0 and 1 for each label, over a picture of the same size;
   * what is ignored is darkened.
   *
   * @param planes of which those of this picture begin at {@code first}
   */
  static Pixels classes(Pixels picture, byte[] planes, int first, int count) {
    byte[] bytes = picture.bytes().clone();
    int size = (int) picture.size().pixels();
    for (int plane = 0; plane < count; plane++) {
      for (int i = 0; i < size; i++) {
        int value = planes[first + plane * size + i] & 0xFF;
        if (value == Batch.IGNORED) {
          mix(bytes, i, 0, count == 1 ? OF_IGNORED : 0);
        } else if (count == 1) {
          mix(bytes, i, ofClass(value), OF_CLASS);
        } else if (value == 1) {
          mix(bytes, i, ofClass(plane), OF_CLASS);
        }
      }
    }
    return new Pixels(picture.size(), 3, bytes);
  }

  /**
   * Heat over a picture: nothing at 0, orange at the threshold of 1, yellow from 2 on.
   *
   * @param heat row by row; stretched to the picture, of whose shape it is
   */
  static Pixels heat(Pixels picture, float[] heat) {
    byte[] bytes = picture.bytes().clone();
    FrameSize size = picture.size();
    double scale = Math.sqrt(heat.length / (double) size.pixels());
    int rows = Math.max(1, (int) Math.round(size.height() * scale));
    int columns = Math.max(1, heat.length / rows);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int row = y * rows / size.height();
        float value = heat[row * columns + x * columns / size.width()];
        double share = Math.max(0, Math.min(1, value / HOTTEST));
        int rgb = 0xFF0000 | (int) Math.round(255 * share) << 8;
        mix(bytes, y * size.width() + x, rgb, MOST_OF_HEAT * Math.min(1, 1.5 * share));
      }
    }
    return new Pixels(size, 3, bytes);
  }

  private static void mix(byte[] bgr, int pixel, int rgb, double share) {
    for (int channel = 0; channel < 3; channel++) {
      int at = pixel * 3 + channel;
      int color = rgb >> 8 * channel & 0xFF;
      bgr[at] = (byte) Math.round((bgr[at] & 0xFF) * (1 - share) + color * share);
    }
  }
}
