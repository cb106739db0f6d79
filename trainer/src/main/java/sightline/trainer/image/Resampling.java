package sightline.trainer.image;

import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * Puts pictures and planes at their places. Pixels whose middle lies outside of the picture stay as
 * they are.
 *
 * <p>Threading: one thread at a time. Ownership: owns scratch memory until {@link #close}.
 */
final class Resampling implements AutoCloseable {

  private static final double WHOLE = 1e-3;

  private final Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
  private final DoubleIndexer entries = matrix.createIndexer();
  private final Scalar unused = Scalar.all(0);

  /** Paints the pixels; the part of {@code canvas} that they cover now. */
  View pixels(SourcePicture picture, Tile tile, Mat canvas) {
    return put(picture.mat(), picture.size(), tile, canvas, true);
  }

  void plane(SourcePicture picture, int number, Tile tile, Mat canvas) {
    put(picture.planes().get(number), picture.size(), tile, canvas, false);
  }

  private View put(Mat from, FrameSize frame, Tile tile, Mat canvas, boolean smooth) {
    Box edges = tile.placement().place(new Box(0, 0, frame.width(), frame.height()));
    View place = tile.view().within(edges);
    if (place.isEmpty()) {
      return place;
    }
    try (Mat part = Mats.part(canvas, place);
        Size size = part.size()) {
      if (covers(place, edges)) {
        int how = smooth ? opencv_imgproc.INTER_LINEAR : opencv_imgproc.INTER_NEAREST_EXACT;
        opencv_imgproc.resize(from, part, size, 0, 0, how);
        mirror(tile.placement(), part);
      } else {
        prepare(tile.placement(), place, frame, from);
        int how = smooth ? opencv_imgproc.INTER_LINEAR : opencv_imgproc.INTER_NEAREST;
        int flags = how | opencv_imgproc.WARP_INVERSE_MAP;
        opencv_imgproc.warpAffine(
            from, part, matrix, size, flags, opencv_core.BORDER_REPLICATE, unused);
      }
    }
    return place;
  }

  /** Whether the whole picture is shown on whole pixels, as inference does it mostly. */
  private static boolean covers(View place, Box edges) {
    return Math.abs(place.left() - edges.left()) < WHOLE
        && Math.abs(place.top() - edges.top()) < WHOLE
        && Math.abs(place.left() + place.width() - edges.right()) < WHOLE
        && Math.abs(place.top() + place.height() - edges.bottom()) < WHOLE;
  }

  private static void mirror(Placement placement, Mat part) {
    if (placement.across() < 0 || placement.down() < 0) {
      int axis = placement.down() > 0 ? 1 : placement.across() > 0 ? 0 : -1;
      opencv_core.flip(part, part, axis);
    }
  }

  /** From middles of pixels of the canvas to middles of pixels of the picture. */
  private void prepare(Placement placement, View place, FrameSize frame, Mat from) {
    double across = from.cols() / (placement.across() * frame.width());
    double down = from.rows() / (placement.down() * frame.height());
    entries.put(0, 0, across, 0, (place.left() + .5 - placement.left()) * across - .5);
    entries.put(1, 0, 0, down, (place.top() + .5 - placement.top()) * down - .5);
  }

  @Override
  public void close() {
    unused.close();
    entries.close();
    matrix.close();
  }
}
