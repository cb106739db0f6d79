package sightline.inference.image;

import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** JPEG files and pixels made on the spot. */
final class TestPictures {

  private TestPictures() {}

  /** A smooth pattern with some noise, so that the file has a size like that of footage. */
  static Mat pattern(int width, int height) {
    var picture = new Mat(height, width, opencv_core.CV_8UC3);
    var random = new Random(1);
    try (UByteIndexer pixels = picture.createIndexer()) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < 3; channel++) {
            double wave = Math.sin((x + 31 * channel) / 17.0) * Math.cos(y / 23.0);
            pixels.put(y, x, channel, (int) (128 + 90 * wave + random.nextInt(16)));
          }
        }
      }
    }
    return picture;
  }

  static Mat plain(int width, int height, double... blueGreenRed) {
    try (var color = new Scalar(blueGreenRed[0], blueGreenRed[1], blueGreenRed[2], 0)) {
      return new Mat(height, width, opencv_core.CV_8UC3, color);
    }
  }

  static byte[] jpeg(int width, int height, int... parameters) {
    try (Mat picture = pattern(width, height)) {
      return jpeg(picture, parameters);
    }
  }

  static byte[] jpeg(Mat picture, int... parameters) {
    try (var bytes = new BytePointer();
        var options = new IntPointer(parameters)) {
      opencv_imgcodecs.imencode(".jpg", picture, bytes, options);
      var jpeg = new byte[(int) bytes.limit()];
      bytes.get(jpeg);
      return jpeg;
    }
  }

  /** The same file with the Exif orientation {@code orientation}, 1 to 8. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
