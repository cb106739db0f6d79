package sightline.trainer.data;

import java.nio.file.Path;
import java.util.List;
import sightline.events.geometry.FrameSize;

/**
 * One picture and what is known to be on it.
 *
 * @param id tells it from the others; COCO's image id where there is one, else the path in the
 *     dataset without its ending
 * @param picture its file
 * @param size of the picture; {@link FrameSize#UNKNOWN} when no annotation says it
 * @param truths the objects; empty when there are none, or when only the scene is known
 * @param scene what each pixel shows; {@link SceneSource#NONE} when nobody drew it
 */
public record Sample(
    String id, Path picture, FrameSize size, List<Truth> truths, SceneSource scene) {

  public Sample {
    truths = List.copyOf(truths);
  }
}
