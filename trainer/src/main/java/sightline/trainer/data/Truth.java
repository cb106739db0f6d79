package sightline.trainer.data;

import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * An object that is known to be on a picture.
 *
 * @param classId index into the labels, from 0
 * @param box px, continuous edges
 * @param mask {@link Mask#NONE} when nobody drew it
 * @param area px; that of the mask, or as the annotation says
 * @param crowd whether it is a group that counts neither for nor against a detection in it
 * @param difficult whether it is to be left out of the score, as in VOC
 * @param track number of the object over the frames of a video; 0 for none
 */
public record Truth(
    int classId, Box box, Mask mask, double area, boolean crowd, boolean difficult, long track) {

  /** An object of which only class and place are known. */
  public static Truth ofBox(int classId, Box box) {
    return new Truth(classId, box, Mask.NONE, box.area(), false, false, 0);
  }
}
