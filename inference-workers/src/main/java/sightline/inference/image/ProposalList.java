package sightline.inference.image;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Rect;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/** Collects regions found in a picture that was made smaller, and gives them in its own pixels. */
final class ProposalList {

  private final FrameSize size;
  private final double across;
  private final double down;
  private final int most;
  private final List<Proposal> proposals = new ArrayList<>();

  /**
   * @param size of the picture
   * @param columns of the smaller one that was searched
   * @param rows of the smaller one that was searched
   */
  ProposalList(FrameSize size, int columns, int rows, int most) {
    this.size = size;
    this.across = (double) size.width() / columns;
    this.down = (double) size.height() / rows;
    this.most = most;
  }

  boolean isFull() {
    return proposals.size() >= most;
  }

  /** Adds {@code region} unless it is empty; its score is cut to 0 to 1. */
  void add(Rect region, double score) {
    var box =
        new Box(
                (float) (region.x() * across),
                (float) (region.y() * down),
                (float) ((region.x() + region.width()) * across),
                (float) ((region.y() + region.height()) * down))
            .clippedTo(size);
    if (box.area() > 0 && !isFull()) {
      proposals.add(new Proposal(box, (float) Math.max(0, Math.min(1, score))));
    }
  }

  List<Proposal> all() {
    return List.copyOf(proposals);
  }
}
