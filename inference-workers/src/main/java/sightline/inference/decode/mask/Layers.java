package sightline.inference.decode.mask;

import java.util.ArrayList;
import java.util.List;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Segment;
import sightline.inference.decode.mask.pixel.MaskWriter;

/**
 * A mask for each class of a picture, and how sure the net was of its pixels.
 *
 * <p>Threading: one thread at a time.
 */
final class Layers {

  private final List<MaskWriter> masks = new ArrayList<>();
  private final double[] sums;

  Layers(int classes, MaskGrid grid) {
    sums = new double[classes];
    for (int id = 0; id < classes; id++) {
      masks.add(new MaskWriter(grid.width(), grid.height()));
    }
  }

  /**
   * Adds part of a column.
   *
   * @param firstPixel number of its first pixel
   * @param rows how many pixels it has
   * @param classIds the class of each; less than 0 where there is none
   * @param chances probability of that class for each, cut to 0 to 1
   */
  void add(int firstPixel, int rows, int[] classIds, float[] chances) {
    int row = 0;
    while (row < rows) {
      int from = row;
      int classId = classIds[row];
      double sum = 0;
      while (row < rows && classIds[row] == classId) {
        sum += Math.max(0, Math.min(1, chances[row++]));
      }
      if (classId >= 0) {
        masks.get(classId).cover(firstPixel + from, firstPixel + row);
        sums[classId] += sum;
      }
    }
  }

  /** The classes that cover something and are at least {@code minScore} sure on average. */
  List<Segment> segments(float minScore) {
    var segments = new ArrayList<Segment>();
    for (int id = 0; id < sums.length; id++) {
      if (masks.get(id).covered() > 0 && score(id) >= minScore) {
        segments.add(new Segment(id, score(id), masks.get(id).mask()));
      }
    }
    return segments;
  }

  /** The pixels of one class. */
  MaskWriter mask(int classId) {
    return masks.get(classId);
  }

  /** Mean probability of the pixels of one class, of which there is one at least, 0 to 1. */
  float score(int classId) {
    return (float) Math.min(1, sums[classId] / masks.get(classId).covered());
  }
}
