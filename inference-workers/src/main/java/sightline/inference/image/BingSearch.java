package sightline.inference.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_saliency.ObjectnessBING;

/**
 * Ranks windows by binarized normed gradients (Cheng et al., BING, 2014), by OpenCV's saliency
 * module. Its trained weights are not shipped: the caller names their folder. The score is the
 * rank.
 */
final class BingSearch implements RegionProposals {

  private static final List<String> FILES =
      List.of(
          "ObjNessB2W8MAXBGR.wS1.yml.gz",
          "ObjNessB2W8MAXBGR.wS2.yml.gz",
          "ObjNessB2W8MAXBGR.idx.yml.gz");

  private final ObjectnessBING search;
  private final Mat small = new Mat();

  /**
   * @throws IllegalArgumentException when {@code weights} does not hold the trained weights
   */
  BingSearch(Path weights) {
    for (String file : FILES) {
      if (!Files.isReadable(weights.resolve(file))) {
        throw new IllegalArgumentException(
            "BING needs the trained weights %s in %s".formatted(file, weights));
      }
    }
    search = ObjectnessBING.create();
    search.setTrainingPath(weights.toString());
  }

  @Override
  public List<Proposal> propose(DecodedPicture picture, int most) {
    SelectiveSearch.shrink(picture.pixels(), small, 800);
    var list = new ProposalList(picture.size(), small.cols(), small.rows(), most);
    try (var windows = new Mat()) {
      if (search.computeSaliency(small, windows) && !windows.empty()) {
        addAll(windows, list);
      }
    }
    return list.all();
  }

  private static void addAll(Mat windows, ProposalList list) {
    try (IntIndexer edge = windows.createIndexer()) {
      for (long rank = 0; rank < windows.rows() && !list.isFull(); rank++) {
        int left = edge.get(rank, 0, 0);
        int top = edge.get(rank, 0, 1);
        try (var region =
            new Rect(left, top, edge.get(rank, 0, 2) - left, edge.get(rank, 0, 3) - top)) {
          list.add(region, 1 - (double) rank / windows.rows());
        }
      }
    }
  }

  @Override
  public void close() {
    small.close();
    search.close();
  }
}
