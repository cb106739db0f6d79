package sightline.inference.image.encode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.Picture;

/**
 * Pictures of one channel as JPEG files.
 *
 * <p>Threading: stateless, any thread.
 *
 * <p>Ownership: native memory is freed before a method returns.
 */
public final class GrayJpeg {

  /** So good that a value is off by hardly more than one. */
  private static final int QUALITY = 95;

  private GrayJpeg() {}

  /**
   * The file of {@code width} by {@code height} px.
   *
   * @param gray one byte a pixel, 0 to 255, row by row
   * @throws IllegalStateException when it cannot be made
   */
  public static Picture of(int width, int height, byte[] gray) {
    try (var values = new BytePointer(gray);
        var pixels = new Mat(height, width, opencv_core.CV_8UC1, values);
        var options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
        var bytes = new BytePointer()) {
      if (!opencv_imgcodecs.imencode(".jpg", pixels, bytes, options)) {
        throw new IllegalStateException("no JPEG of %d x %d px was made".formatted(width, height));
      }
      var jpeg = new byte[Math.toIntExact(bytes.limit())];
      bytes.get(jpeg);
      return Picture.ofJpeg(jpeg);
    }
  }
}
