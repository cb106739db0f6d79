package sightline.inference.image;

import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_ximgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_ximgproc.EdgeBoxes;

/**
 * Scores boxes by the contours that lie wholly inside of them (Zitnick and Dollár, Edge Boxes,
 * 2014), by OpenCV's ximgproc.
 *
 * <p>The authors take edges from a trained detector, whose model we do not ship; here they are
 * those of Canny with their gradient as strength, which are noisier.
 */
final class EdgeBoxSearch implements RegionProposals {

  private static final int MAX_SIDE = 800;
  private static final double LOW = 60;
  private static final double HIGH = 150;

  /** The largest gradient of an 8-bit picture by Sobel's 3x3, about. */
  private static final float FULL_STRENGTH = 1020;

  private final EdgeBoxes search = opencv_ximgproc.createEdgeBoxes();
  private final Mat small = new Mat();
  private final Mat gray = new Mat();
  private final Mat thin = new Mat();
  private final Mat slopeX = new Mat();
  private final Mat slopeY = new Mat();
  private final Mat strength = new Mat();
  private final Mat direction = new Mat();

  @Override
  public List<Proposal> propose(DecodedPicture picture, int most) {
    SelectiveSearch.shrink(picture.pixels(), small, MAX_SIDE);
    findEdges();
    search.setMaxBoxes(most);
    var list = new ProposalList(picture.size(), small.cols(), small.rows(), most);
    try (var regions = new RectVector();
        var scores = new Mat()) {
      search.getBoundingBoxes(strength, direction, regions, scores);
      if (regions.size() > 0) {
        addAll(regions, scores, list);
      }
    }
    return list.all();
  }

  private void findEdges() {
    opencv_imgproc.cvtColor(small, gray, opencv_imgproc.COLOR_BGR2GRAY);
    try (var size = new Size(5, 5)) {
      opencv_imgproc.GaussianBlur(gray, gray, size, 1);
    }
    opencv_imgproc.Canny(gray, thin, LOW, HIGH);
    opencv_imgproc.Sobel(gray, slopeX, opencv_core.CV_32F, 1, 0);
    opencv_imgproc.Sobel(gray, slopeY, opencv_core.CV_32F, 0, 1);
    strength.create(gray.rows(), gray.cols(), opencv_core.CV_32F);
    direction.create(gray.rows(), gray.cols(), opencv_core.CV_32F);
    try (FloatIndexer x = slopeX.createIndexer();
        FloatIndexer y = slopeY.createIndexer();
        UByteIndexer edge = thin.createIndexer();
        FloatIndexer outStrength = strength.createIndexer();
        FloatIndexer outDirection = direction.createIndexer()) {
      for (long row = 0; row < gray.rows(); row++) {
        for (long column = 0; column < gray.cols(); column++) {
          float across = x.get(row, column);
          float down = y.get(row, column);
          boolean isEdge = edge.get(row, column) != 0;
          double steep = Math.hypot(across, down) / FULL_STRENGTH;
          outStrength.put(row, column, isEdge ? (float) Math.min(1, steep) : 0);
          double angle = Math.atan2(down, across);
          outDirection.put(row, column, (float) (angle < 0 ? angle + Math.PI : angle));
        }
      }
    }
  }

  private static void addAll(RectVector regions, Mat scores, ProposalList list) {
    try (FloatIndexer score = scores.createIndexer()) {
      float best = Math.max(Float.MIN_NORMAL, score.get(0));
      for (long rank = 0; rank < regions.size() && !list.isFull(); rank++) {
        try (Rect region = regions.get(rank)) {
          list.add(region, score.get(rank) / best);
        }
      }
    }
  }

  @Override
  public void close() {
    List.of(direction, strength, slopeY, slopeX, thin, gray, small).forEach(Mat::close);
    search.close();
  }
}
