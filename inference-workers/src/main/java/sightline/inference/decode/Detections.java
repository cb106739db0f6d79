package sightline.inference.decode;

import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.Letterbox;

/** Turns what stayed after suppression into detections on the frame. */
public final class Detections {

  private Detections() {}

  /**
   * Best score first, clipped to the frame; what lies outside of it entirely is left out.
   *
   * @param candidates what {@code suppression} ran on last
   * @param labels name of each class, by class id
   */
  public static List<Detection> inFrame(
      Candidates candidates,
      NonMaxSuppression suppression,
      Letterbox letterbox,
      List<String> labels) {
    var found = new ArrayList<Detection>(suppression.size());
    for (int rank = 0; rank < suppression.size(); rank++) {
      int index = suppression.kept(rank);
      Box box = letterbox.toFrame(boxAt(candidates, index));
      if (box.area() > 0) {
        int classId = candidates.classId(index);
        float score = Math.min(1, candidates.score(index));
        found.add(new Detection(box, classId, labels.get(classId), score));
      }
    }
    return found;
  }

  private static Box boxAt(Candidates candidates, int index) {
    return new Box(
        candidates.left(index),
        candidates.top(index),
        candidates.right(index),
        candidates.bottom(index));
  }
}
