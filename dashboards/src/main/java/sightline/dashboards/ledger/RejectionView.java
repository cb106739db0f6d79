package sightline.dashboards.ledger;

import java.util.List;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;

/**
 * Rejections counted, and the newest of them.
 *
 * @param counts by camera and reason
 * @param examples newest first
 */
public record RejectionView(List<Count> counts, List<Example> examples) {

  /**
   * @param camera its id
   * @param reason of the rejections
   * @param count of them since the log was read back
   */
  public record Count(String camera, Reason reason, long count) {}

  /**
   * @param id names it in an address: camera, epoch, sequence and slot, divided by {@code ~}
   * @param event without its thumbnail
   * @param hasThumbnail whether one is remembered
   */
  public record Example(String id, FrameRejected event, boolean hasThumbnail) {}

  public RejectionView {
    counts = List.copyOf(counts);
    examples = List.copyOf(examples);
  }
}
