package sightline.deploy.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.ingest.source.scene.truth.SceneObject;

/**
 * How many objects of one frame were found: each detection, best score first, takes the free object
 * of its label that it overlaps most, if by half or more.
 *
 * <p>Detections of labels that the scene does not have do not count, nor do objects and detections
 * too small to tell.
 *
 * @param right detections that took an object
 * @param wrong detections that took none
 * @param missed objects that none took
 */
record BoxHits(int right, int wrong, int missed) {

  private static final float LEAST_OVERLAP = .5f;
  private static final float LEAST_SIDE = 8; // px; smaller ones count neither way

  /**
   * @param truth in px of the frame that {@code found} is about
   */
  static BoxHits of(List<Detection> found, List<SceneObject> truth) {
    List<String> labels = truth.stream().map(SceneObject::label).distinct().toList();
    var free = new ArrayList<>(truth);
    int right = 0;
    int wrong = 0;
    for (Detection detection : bestFirst(found)) {
      SceneObject best = best(detection, free);
      if (best != null) {
        free.remove(best);
        right += isLarge(best.box()) ? 1 : 0;
      } else if (isLarge(detection.box()) && isKnown(detection.label(), labels)) {
        wrong++;
      }
    }
    int missed = (int) free.stream().filter(object -> isLarge(object.box())).count();
    return new BoxHits(right, wrong, missed);
  }

  private static List<Detection> bestFirst(List<Detection> found) {
    return found.stream()
        .sorted(Comparator.comparingDouble((Detection detection) -> -detection.score()))
        .toList();
  }

  private static SceneObject best(Detection detection, List<SceneObject> free) {
    SceneObject best = null;
    float most = LEAST_OVERLAP;
    for (SceneObject object : free) {
      float overlap = object.box().iou(detection.box());
      if (object.label().equals(detection.label()) && overlap >= most) {
        best = object;
        most = overlap;
      }
    }
    return best;
  }

  private static boolean isKnown(String label, List<String> seen) {
    return seen.contains(label) || label.equals("person") || label.equals("car");
  }

  private static boolean isLarge(Box box) {
    return Math.min(box.width(), box.height()) >= LEAST_SIDE;
  }
}
