package sightline.trainer.image;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.geometry.Box;
import sightline.trainer.data.Pixels;

/**
 * Pictures of one size side by side, each enlarged, and drawn upon while it is the last one.
 *
 * <p>Threading: one thread. Ownership: owns the panels until {@link #close}.
 */
final class Panels implements AutoCloseable {

  private static final double LETTERS = .4;
  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
  private static final int TEXT_HEIGHT = 13;
  private static final int DARK = 0x101010;

  private final int enlarged;
  private final List<Mat> panels = new ArrayList<>();

  Panels(int enlarged) {
    this.enlarged = enlarged;
  }

  void add(Pixels picture) {
    try (Mat small = Mats.ofPixels(picture);
        var size = new Size(small.cols() * enlarged, small.rows() * enlarged)) {
      var panel = new Mat();
      opencv_imgproc.resize(small, panel, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      panels.add(panel);
    }
  }

  private Mat last() {
    return panels.get(panels.size() - 1);
  }

  /** A box in px of the picture before it was enlarged. */
  void box(Box box, int rgb, int thickness) {
    int left = Math.round(box.left() * enlarged);
    int top = Math.round(box.top() * enlarged);
    int right = Math.round(box.right() * enlarged) - 1;
    int bottom = Math.round(box.bottom() * enlarged) - 1;
    try (var edges =
            new Rect(left, top, Math.max(1, right - left + 1), Math.max(1, bottom - top + 1));
        Scalar color = color(rgb)) {
      opencv_imgproc.rectangle(last(), edges, color, thickness, opencv_imgproc.LINE_8, 0);
    }
  }

  /** Words on a colored ground, at px of the picture before it was enlarged. */
  void write(String words, float left, float top, int ground) {
    int width = words.length() * 7 + 4;
    int x = Math.max(0, Math.min(last().cols() - width, Math.round(left * enlarged)));
    int y = Math.max(0, Math.round(top * enlarged) - TEXT_HEIGHT);
    try (var place = new Rect(x, y, width, TEXT_HEIGHT);
        Scalar back = color(ground);
        Scalar front = color(DARK);
        var start = new Point(x + 2, y + TEXT_HEIGHT - 3)) {
      opencv_imgproc.rectangle(
          last(), place, back, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
      opencv_imgproc.putText(
          last(), words, start, FONT, LETTERS, front, 1, opencv_imgproc.LINE_AA, false);
    }
  }

  private static Scalar color(int rgb) {
    return new Scalar(rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF, 0);
  }

  byte[] jpeg(int quality) {
    try (var row = new MatVector(panels.toArray(Mat[]::new));
        var whole = new Mat()) {
      opencv_core.hconcat(row, whole);
      return Mats.jpeg(whole, quality);
    }
  }

  @Override
  public void close() {
    panels.forEach(Mat::close);
  }
}
