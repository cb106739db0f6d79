package sightline.events;

import sightline.events.geometry.Box;

/**
 * One object in one frame.
 *
 * @param box where, in px of the frame as captured
 * @param classId what, as index into the model's labels, from 0
 * @param score how sure the model is, 0 to 1
 */
public record Detection(Box box, int classId, String label, float score) {

  public Detection {
    if (classId < 0 || !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "class %d with score %s, expected 0 or more and 0 to 1".formatted(classId, score));
    }
  }
}
