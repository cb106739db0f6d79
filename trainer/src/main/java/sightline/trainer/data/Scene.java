package sightline.trainer.data;

import java.util.List;

/**
 * What each pixel of a picture shows.
 *
 * @param width px
 * @param height px
 * @param ids of the part that each pixel belongs to, row by row; one without a part is unlabelled
 * @param parts for semantic masks one of each class, for panoptic masks one of each object
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever read it
public record Scene(int width, int height, int[] ids, List<Part> parts) {

  /**
   * A class, or an object, in a scene.
   *
   * @param id in {@link Scene#ids}
   * @param classId index into the labels, from 0
   * @param crowd whether it is a group of objects that nobody told apart
   */
  public record Part(int id, int classId, boolean crowd) {}

  public Scene {
    if (ids.length != width * height) {
      throw new IllegalArgumentException(
          "a scene of %dx%d has %d pixels".formatted(width, height, ids.length));
    }
    parts = List.copyOf(parts);
  }
}
