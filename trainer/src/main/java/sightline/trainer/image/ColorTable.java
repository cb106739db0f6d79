package sightline.trainer.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Changes colors by one table look-up a channel, since a pixel has only 256 values.
 *
 * <p>Threading: one thread at a time. Ownership: owns scratch memory until {@link #close}.
 */
final class ColorTable implements AutoCloseable {

  private static final int VALUES = 256;

  /** OpenCV's 8-bit hues are half degrees. */
  private static final int HUES = 180;

  private final Mat scratch = new Mat();
  private final Mat table = new Mat(1, VALUES, opencv_core.CV_8UC3);
  private final byte[] entries = new byte[VALUES * 3];

  /** Changes {@code pixels}, which are blue, green, red, where they are. */
  void apply(ColorShift shift, Mat pixels) {
    if (shift.equals(ColorShift.NONE)) {
      return;
    }
    if (shift.keepsHues()) {
      pixels.convertTo(pixels, -1, shift.brightness(), 0);
      return;
    }
    fill(shift);
    opencv_imgproc.cvtColor(pixels, scratch, opencv_imgproc.COLOR_BGR2HSV);
    opencv_core.LUT(scratch, table, scratch);
    opencv_imgproc.cvtColor(scratch, pixels, opencv_imgproc.COLOR_HSV2BGR);
  }

  private void fill(ColorShift shift) {
    int turn = (int) Math.round(shift.hue() / 2);
    for (int value = 0; value < VALUES; value++) {
      entries[value * 3] = (byte) Math.floorMod(value + turn, HUES);
      entries[value * 3 + 1] = bounded(value * shift.saturation());
      entries[value * 3 + 2] = bounded(value * shift.brightness());
    }
    table.data().put(entries, 0, entries.length);
  }

  private static byte bounded(double value) {
    return (byte) Math.max(0, Math.min(VALUES - 1, Math.round(value)));
  }

  @Override
  public void close() {
    table.close();
    scratch.close();
  }
}
