package sightline.trainer.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Pixels;

/**
 * Between bytes and OpenCV's matrices. Threading: stateless, any thread. Ownership: matrices belong
 * to the caller.
 */
final class Mats {

  private Mats() {}

  /** Blue, green, red, also of gray pixels. */
  static Mat ofPixels(Pixels pixels) {
    FrameSize size = pixels.size();
    if (pixels.channels() == 3) {
      var mat = new Mat(size.height(), size.width(), opencv_core.CV_8UC3);
      mat.data().put(pixels.bytes(), 0, pixels.bytes().length);
      return mat;
    }
    try (Mat gray = ofPlane(size, pixels.bytes())) {
      var mat = new Mat();
      opencv_imgproc.cvtColor(gray, mat, opencv_imgproc.COLOR_GRAY2BGR);
      return mat;
    }
  }

  static Mat ofPlane(FrameSize size, byte[] values) {
    if (values.length != size.pixels()) {
      throw new IllegalArgumentException(
          "expected a byte for each of %s pixels, found %d".formatted(size, values.length));
    }
    var mat = new Mat(size.height(), size.width(), opencv_core.CV_8UC1);
    mat.data().put(values, 0, values.length);
    return mat;
  }

  static Pixels toPixels(Mat mat) {
    try (Mat whole = mat.isContinuous() ? new Mat(mat) : mat.clone()) {
      var bytes = new byte[whole.rows() * whole.cols() * whole.channels()];
      whole.data().get(bytes);
      return new Pixels(new FrameSize(whole.cols(), whole.rows()), whole.channels(), bytes);
    }
  }

  static Mat part(Mat mat, View view) {
    try (Mat rows = mat.rowRange(view.top(), view.top() + view.height())) {
      return rows.colRange(view.left(), view.left() + view.width());
    }
  }

  static void fill(Mat mat, double value) {
    try (Scalar all = Scalar.all(value)) {
      mat.put(all);
    }
  }

  static byte[] jpeg(Mat mat, int quality) {
    return encoded(".jpg", mat, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  static byte[] png(Mat mat) {
    return encoded(".png", mat, opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 6);
  }

  private static byte[] encoded(String ending, Mat mat, int option, int value) {
    try (var bytes = new BytePointer();
        var options = new IntPointer(option, value)) {
      if (!opencv_imgcodecs.imencode(ending, mat, bytes, options)) {
        throw new IllegalStateException(
            "expected a %s of %dx%d, found that OpenCV makes none"
                .formatted(ending, mat.cols(), mat.rows()));
      }
      var file = new byte[(int) bytes.limit()];
      bytes.get(file);
      return file;
    }
  }
}
