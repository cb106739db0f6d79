package sightline.inference.track;

import java.util.Arrays;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;

/**
 * The detections of one frame, in an order of their own: best score first, then by place and label.
 * So their tracks do not depend on the order in which they came.
 *
 * <p>Threading: one thread. Its arrays are used again and again.
 */
final class Sightings {

  /** Thinner boxes, in px, have no sound aspect ratio. */
  private static final float LEAST_SIDE = .01f;

  /** Larger numbers, in px, are of no picture; their squares might be infinite. */
  private static final float GREATEST_SIDE = 1_000_000;

  private List<Detection> found = List.of();
  private int[] order = {};
  private Track[] tracks = {};
  private int size;

  /** Takes the detections of a frame: the best of those with a box of some size. */
  void take(List<Detection> detections, int most) {
    found = detections;
    if (order.length < detections.size()) {
      order = new int[detections.size()];
      tracks = new Track[detections.size()];
    }
    int usable = 0;
    for (int i = 0; i < detections.size(); i++) {
      if (isUsable(detections.get(i).box())) {
        insert(i, usable++);
      }
    }
    size = Math.min(usable, most);
    Arrays.fill(tracks, null);
  }

  private static boolean isUsable(Box box) {
    return Math.min(box.width(), box.height()) >= LEAST_SIDE
        && Math.max(box.width(), box.height()) <= GREATEST_SIDE
        && Math.abs(box.left()) <= GREATEST_SIDE
        && Math.abs(box.top()) <= GREATEST_SIDE;
  }

  /** Sorts {@code index} in; detections come nearly sorted, so this is short. */
  private void insert(int index, int sorted) {
    int at = sorted;
    while (at > 0 && comesBefore(found.get(index), found.get(order[at - 1]))) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = index;
  }

  private static boolean comesBefore(Detection one, Detection other) {
    int by = Float.compare(other.score(), one.score());
    by = by != 0 ? by : Float.compare(one.box().left(), other.box().left());
    by = by != 0 ? by : Float.compare(one.box().top(), other.box().top());
    by = by != 0 ? by : Float.compare(one.box().right(), other.box().right());
    by = by != 0 ? by : Float.compare(one.box().bottom(), other.box().bottom());
    by = by != 0 ? by : one.label().compareTo(other.label());
    return by < 0 || (by == 0 && one.classId() < other.classId());
  }

  int size() {
    return size;
  }

  Box box(int sighting) {
    return found.get(order[sighting]).box();
  }

  float score(int sighting) {
    return found.get(order[sighting]).score();
  }

  /** Equal for equal labels; models without labels are told apart by class. */
  int label(int sighting) {
    Detection detection = found.get(order[sighting]);
    return detection.label().isEmpty() ? ~detection.classId() : detection.label().hashCode();
  }

  boolean isFree(int sighting) {
    return trackOfSighting(sighting) == null;
  }

  /** Whose sighting it is; null when it is free. */
  Track trackOfSighting(int sighting) {
    return tracks[order[sighting]];
  }

  /** Says whose sighting it is. */
  void give(int sighting, Track track) {
    tracks[order[sighting]] = track;
  }

  /** The track of the detection that came as number {@code index}; null for none. */
  Track trackOf(int index) {
    return tracks[index];
  }

  /** Lets go of the frame. */
  void clear() {
    found = List.of();
    Arrays.fill(tracks, null);
  }
}
