package sightline.trainer.data.read;

import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.shape.Polygons;
import sightline.trainer.shape.Runs;

/** Outlines as annotated, as the pixels they cover. */
public final class Outlines {

  private Outlines() {}

  /** Polygons, x and y by turns, px. */
  public static Runs ofPolygons(List<double[]> polygons, FrameSize size) throws Flawed {
    for (double[] polygon : polygons) {
      if (polygon.length < 6 || polygon.length % 2 != 0) {
        throw Flawed.of("expected a polygon of 3 points or more, found %d numbers", polygon.length);
      }
    }
    try {
      return some(Polygons.runs(polygons, size.width(), size.height()));
    } catch (IllegalArgumentException e) {
      throw new Flawed("expected polygons on the picture, found " + e.getMessage());
    }
  }

  /** COCO's uncompressed run lengths. */
  public static Runs ofRuns(int[] counts, FrameSize size) throws Flawed {
    try {
      return some(Runs.ofCounts(size.width(), size.height(), counts));
    } catch (IllegalArgumentException e) {
      throw new Flawed("expected runs that fit the picture, found " + e.getMessage());
    }
  }

  /** COCO's compressed run lengths. */
  public static Runs ofText(String counts, FrameSize size) throws Flawed {
    boolean letters = counts.chars().allMatch(c -> c >= 48 && c < 112);
    if (!letters) {
      throw Flawed.of("expected the text of run lengths, found %s", Flawed.quoted(counts));
    }
    try {
      return some(Runs.of(new Mask(size.width(), size.height(), counts)));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Flawed.of("expected runs that fit the picture of %s, found others", size);
    }
  }

  private static Runs some(Runs runs) throws Flawed {
    if (runs.area() == 0) {
      throw new Flawed("expected an outline around at least one pixel, found one around none");
    }
    return runs;
  }

  /** The box around polygons, px, continuous. */
  public static Box around(List<double[]> polygons, FrameSize size) throws Flawed {
    var edges = new double[] {1e9, 1e9, -1e9, -1e9};
    for (double[] polygon : polygons) {
      for (int i = 0; i + 1 < polygon.length; i += 2) {
        edges[0] = Math.min(edges[0], polygon[i]);
        edges[1] = Math.min(edges[1], polygon[i + 1]);
        edges[2] = Math.max(edges[2], polygon[i]);
        edges[3] = Math.max(edges[3], polygon[i + 1]);
      }
    }
    return Boxes.ofEdges(edges, size);
  }
}
