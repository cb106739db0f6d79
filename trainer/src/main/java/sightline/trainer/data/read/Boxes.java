package sightline.trainer.data.read;

import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * Boxes as annotated. One that lies wholly off the picture, has no area, or has its edges out of
 * order is refused. One that lies partly off the picture is kept as it is: cutting would change
 * what the annotator said, and scores of tracks count on the whole box.
 */
public final class Boxes {

  private static final double FARTHEST = 1e7;

  private Boxes() {}

  /** From edges in px. */
  public static Box ofEdges(double[] edges, FrameSize size) throws Flawed {
    for (double edge : edges) {
      if (!(Math.abs(edge) <= FARTHEST)) {
        throw Flawed.of("expected box edges in pixels, found %s", edge);
      }
    }
    float left = (float) edges[0];
    float top = (float) edges[1];
    float right = (float) edges[2];
    float bottom = (float) edges[3];
    if (!(left < right && top < bottom)) {
      throw Flawed.of(
          "expected a box with left < right and top < bottom, found %s,%s to %s,%s",
          left, top, right, bottom);
    }
    boolean known = size.pixels() > 0;
    boolean off = right <= 0 || bottom <= 0 || left >= size.width() || top >= size.height();
    if (known && off) {
      throw Flawed.of(
          "expected a box on the picture of %s, found %s,%s to %s,%s",
          size, left, top, right, bottom);
    }
    return new Box(left, top, right, bottom);
  }

  /** From the left upper corner, width and height in px. */
  public static Box ofCorner(double[] corner, FrameSize size) throws Flawed {
    return ofEdges(
        new double[] {corner[0], corner[1], corner[0] + corner[2], corner[1] + corner[3]}, size);
  }
}
