package sightline.dashboards.feed;

import java.util.List;
import java.util.Optional;
import sightline.events.FrameCaptured;

/**
 * A picture together with the results made from that very picture, or with none; never with that of
 * another one.
 *
 * @param picture as captured
 * @param results made from it, by slot; none when nothing arrived in time
 */
public record WallFrame(FrameCaptured picture, List<FrameResult> results) {

  public WallFrame {
    results = List.copyOf(results);
    for (FrameResult result : results) {
      if (!result.belongsTo(picture.frame())) {
        throw new IllegalStateException(
            "result of another frame beside picture " + picture.frame() + ": " + result);
      }
    }
  }

  public String camera() {
    return picture.frame().camera();
  }

  /** What came of it, in one word: a slot that found something says more than one that failed. */
  public String outcome() {
    if (results.isEmpty()) {
      return "pending";
    }
    return firstOfModel().isPresent() ? "inferred" : "rejected";
  }

  /** The first result that a model made. */
  public Optional<FrameResult> firstOfModel() {
    return results.stream().filter(FrameResult::ofModel).findFirst();
  }
}
