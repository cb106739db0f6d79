package sightline.inference.image;

import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_ximgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_ximgproc.SelectiveSearchSegmentation;

/**
 * Merges regions of like color, texture and size, and proposes each that arises on the way
 * (Uijlings et al., Selective Search for Object Recognition, 2013), by OpenCV's ximgproc in its
 * fast mode.
 *
 * <p>Large pictures are searched at a smaller size. Regions of one level of the hierarchy come in
 * an order with some chance in it, so two runs need not rank alike. The score is the rank.
 */
final class SelectiveSearch implements RegionProposals {

  /** Longest side that is searched, px; time grows faster than the number of pixels. */
  private static final int MAX_SIDE = 400;

  private final SelectiveSearchSegmentation search =
      opencv_ximgproc.createSelectiveSearchSegmentation();
  private final Mat small = new Mat();

  @Override
  public List<Proposal> propose(DecodedPicture picture, int most) {
    shrink(picture.pixels(), small, MAX_SIDE);
    search.setBaseImage(small);
    search.switchToSelectiveSearchFast();
    var list = new ProposalList(picture.size(), small.cols(), small.rows(), most);
    try (var regions = new RectVector()) {
      search.process(regions);
      long found = regions.size();
      for (long rank = 0; rank < found && !list.isFull(); rank++) {
        try (Rect region = regions.get(rank)) {
          list.add(region, 1 - (double) rank / found);
        }
      }
    }
    return list.all();
  }

  /** {@code from}, or so much smaller that no side is longer than {@code maxSide}. */
  static void shrink(Mat from, Mat into, int maxSide) {
    double share = Math.min(1, (double) maxSide / Math.max(from.cols(), from.rows()));
    int width = Math.max(1, (int) Math.round(from.cols() * share));
    int height = Math.max(1, (int) Math.round(from.rows() * share));
    try (var size = new Size(width, height)) {
      opencv_imgproc.resize(from, into, size, 0, 0, opencv_imgproc.INTER_AREA);
    }
  }

  @Override
  public void close() {
    small.close();
    search.close();
  }
}
