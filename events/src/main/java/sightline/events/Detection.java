package sightline.events;

import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * One object in one frame.
 *
 * @param box where, in px of the frame as captured
 * @param classId what, as index into the model's labels, from 0
 * @param score how sure the model is, 0 to 1
 * @param track the same object in other frames of camera and slot has the same; 0 for none
 * @param landmarks x and y of each in turn, px of the frame as captured, perhaps outside of it
 * @param mask which pixels it covers; {@link Mask#NONE} when the model does not say
 */
public record Detection(
    Box box, int classId, String label, float score, long track, List<Float> landmarks, Mask mask) {
  public Detection {
    if (classId < 0 || !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "class %d with score %s, expected 0 or more and 0 to 1".formatted(classId, score));
    }
    landmarks = List.copyOf(landmarks);
  }

  /** An object of which no more is known. */
  public Detection(Box box, int classId, String label, float score) {
    this(box, classId, label, score, 0, List.of(), Mask.NONE);
  }
}
