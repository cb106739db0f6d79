package sightline.inference.decode.mask;

import java.util.ArrayList;
import java.util.List;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Segment;
import sightline.inference.decode.mask.pixel.MaskWriter;

/**
 * A picture of which every pixel belongs to one segment at most.
 *
 * <p>Pixels are numbered as in {@link MaskWriter}, segments from 1 in the order in which they come.
 *
 * <p>Threading: one thread at a time.
 */
final class SharedPicture {

  private final int width;
  private final int height;
  private final int[] owners;
  private final List<Integer> classIds = new ArrayList<>();
  private final List<Float> scores = new ArrayList<>();

  SharedPicture(MaskGrid grid) {
    this.width = grid.width();
    this.height = grid.height();
    this.owners = new int[Math.multiplyExact(width, height)];
  }

  /** Makes a segment that owns nothing yet. */
  int segment(int classId, float score) {
    classIds.add(classId);
    scores.add(score);
    return classIds.size();
  }

  /** How many of the pixels that {@code mask} covers are free. */
  int free(MaskWriter mask) {
    int free = 0;
    int pixel = 0;
    for (int stretch = 0; stretch < mask.stretches(); stretch++) {
      pixel += mask.gap(stretch);
      for (int end = pixel + mask.length(stretch); pixel < end; pixel++) {
        free += owners[pixel] == 0 ? 1 : 0;
      }
    }
    return free;
  }

  /** Gives {@code segment} the free pixels that {@code mask} covers. */
  void give(int segment, MaskWriter mask) {
    int pixel = 0;
    for (int stretch = 0; stretch < mask.stretches(); stretch++) {
      pixel += mask.gap(stretch);
      for (int end = pixel + mask.length(stretch); pixel < end; pixel++) {
        if (owners[pixel] == 0) {
          owners[pixel] = segment;
        }
      }
    }
  }

  /** The segments that own something. */
  List<Segment> segments() {
    var masks = new ArrayList<MaskWriter>();
    for (int segment = 0; segment < classIds.size(); segment++) {
      masks.add(new MaskWriter(width, height));
    }
    int pixel = 0;
    while (pixel < owners.length) {
      int from = pixel;
      int owner = owners[pixel];
      while (pixel < owners.length && owners[pixel] == owner) {
        pixel++;
      }
      if (owner > 0) {
        masks.get(owner - 1).cover(from, pixel);
      }
    }
    var segments = new ArrayList<Segment>();
    for (int index = 0; index < masks.size(); index++) {
      if (masks.get(index).covered() > 0) {
        segments.add(new Segment(classIds.get(index), scores.get(index), masks.get(index).mask()));
      }
    }
    return segments;
  }
}
