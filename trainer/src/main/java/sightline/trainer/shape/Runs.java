package sightline.trainer.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * The pixels of a mask as runs, to compute with: area, overlap, union, without a bitmap.
 *
 * <p>Pixels are numbered column by column from the top left, as in COCO's masks.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Runs {

  private final int width;
  private final int height;

  /** First pixel of each run and the pixel after it, by turns, strictly ascending. */
  private final int[] edges;

  private final long area;

  private Runs(int width, int height, int[] edges) {
    this.width = width;
    this.height = height;
    this.edges = edges;
    long inside = 0;
    for (int i = 0; i < edges.length; i += 2) {
      inside += edges[i + 1] - edges[i];
    }
    this.area = inside;
  }

  /** No pixel of a picture of this size. */
  public static Runs none(int width, int height) {
    pixels(width, height);
    return new Runs(width, height, new int[0]);
  }

  /** The pixels of {@code mask}. */
  public static Runs of(Mask mask) {
    return ofCounts(mask.width(), mask.height(), mask.runs());
  }

  /**
   * The pixels that COCO's uncompressed masks tell: lengths of runs outside and inside by turns,
   * beginning outside.
   */
  public static Runs ofCounts(int width, int height, int... counts) {
    int size = pixels(width, height);
    var changes = new int[Math.max(0, counts.length - 1)];
    long at = 0;
    for (int i = 0; i < counts.length; i++) {
      at += counts[i];
      if (counts[i] < 0 || at > size) {
        throw new IllegalArgumentException(
            "run %d of a mask of %dx%d is %d and ends at pixel %d"
                .formatted(i, width, height, counts[i], at));
      }
      if (i < changes.length) {
        changes[i] = (int) at;
      }
    }
    if (at != size) {
      throw new IllegalArgumentException(
          "runs of a mask of %dx%d cover %d pixels".formatted(width, height, at));
    }
    return ofChanges(width, height, changes);
  }

  /**
   * The pixels between the changes.
   *
   * @param changes the pixels before which outside and inside change, in any order, 0 to {@code
   *     width * height}; two at one place undo each other
   */
  static Runs ofChanges(int width, int height, int[] changes) {
    int size = pixels(width, height);
    Arrays.sort(changes);
    var edges = new int[changes.length + 1];
    int count = 0;
    for (int change : changes) {
      if (count > 0 && edges[count - 1] == change) {
        count--;
      } else {
        edges[count++] = change;
      }
    }
    if (count % 2 != 0 && edges[count - 1] == size) {
      count--;
    } else if (count % 2 != 0) {
      edges[count++] = size;
    }
    return new Runs(width, height, Arrays.copyOf(edges, count));
  }

  /** The pixels that are set in {@code inside}, which is row by row. */
  public static Runs ofPixels(int width, int height, boolean[] inside) {
    int size = pixels(width, height);
    if (inside.length != size) {
      throw new IllegalArgumentException(
          "a mask of %dx%d has %d pixels".formatted(width, height, inside.length));
    }
    var changes = IntStream.builder();
    boolean before = false;
    for (int x = 0, at = 0; x < width; x++) {
      for (int y = 0; y < height; y++, at++) {
        boolean now = inside[y * width + x];
        if (now != before) {
          changes.add(at);
        }
        before = now;
      }
    }
    return ofChanges(width, height, changes.build().toArray());
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Number of pixels inside. */
  public long area() {
    return area;
  }

  /** Number of pixels inside both. */
  public long intersection(Runs other) {
    requireSameSize(other);
    long shared = 0;
    for (int i = 0, j = 0; i < edges.length && j < other.edges.length; ) {
      int start = Math.max(edges[i], other.edges[j]);
      int end = Math.min(edges[i + 1], other.edges[j + 1]);
      shared += Math.max(0, end - start);
      if (edges[i + 1] < other.edges[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return shared;
  }

  /** Intersection over union, 0 (apart, or both empty) to 1 (equal). */
  public double iou(Runs other) {
    return overlap(other, false);
  }

  /**
   * How well this detection fits {@code truth}: intersection over union, or, where the truth is a
   * crowd, over the area of this detection; 0 when nothing is shared.
   */
  public double overlap(Runs truth, boolean crowd) {
    long shared = intersection(truth);
    return shared == 0 ? 0 : (double) shared / (crowd ? area : area + truth.area - shared);
  }

  /** The pixels inside one of the two, or both. */
  public Runs union(Runs other) {
    requireSameSize(other);
    var merged = new int[edges.length + other.edges.length];
    int count = 0;
    for (int i = 0, j = 0; i < edges.length || j < other.edges.length; ) {
      boolean mine = j == other.edges.length || i < edges.length && edges[i] <= other.edges[j];
      int start = mine ? edges[i] : other.edges[j];
      int end = mine ? edges[i + 1] : other.edges[j + 1];
      i += mine ? 2 : 0;
      j += mine ? 0 : 2;
      if (count > 0 && start <= merged[count - 1]) {
        merged[count - 1] = Math.max(merged[count - 1], end);
      } else {
        merged[count++] = start;
        merged[count++] = end;
      }
    }
    return new Runs(width, height, Arrays.copyOf(merged, count));
  }

  /** The smallest box around all pixels, px, continuous edges; without area when there are none. */
  public Box box() {
    if (edges.length == 0) {
      return new Box(0, 0, 0, 0);
    }
    int top = height;
    int bottom = 0;
    for (int i = 0; i < edges.length; i += 2) {
      int last = edges[i + 1] - 1;
      boolean wraps = edges[i] / height != last / height;
      top = wraps ? 0 : Math.min(top, edges[i] % height);
      bottom = wraps ? height : Math.max(bottom, last % height + 1);
    }
    int right = (edges[edges.length - 1] - 1) / height + 1;
    return new Box(edges[0] / height, top, right, bottom);
  }

  /** The same shape on a picture of another size: each pixel takes what its middle falls on. */
  public Runs stretchedTo(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    boolean[] from = pixels();
    var to = new boolean[pixels(newWidth, newHeight)];
    for (int y = 0; y < newHeight && from.length > 0; y++) {
      int row = (int) ((2L * y + 1) * height / (2L * newHeight)) * width;
      for (int x = 0; x < newWidth; x++) {
        to[y * newWidth + x] = from[row + (int) ((2L * x + 1) * width / (2L * newWidth))];
      }
    }
    return ofPixels(newWidth, newHeight, to);
  }

  /** Whether each pixel is inside, row by row. */
  public boolean[] pixels() {
    var inside = new boolean[width * height];
    for (int i = 0; i < edges.length; i += 2) {
      for (int at = edges[i]; at < edges[i + 1]; at++) {
        inside[at % height * width + at / height] = true;
      }
    }
    return inside;
  }

  /** As the events carry it. */
  public Mask mask() {
    return Mask.ofRuns(width, height, counts());
  }

  /** Lengths of runs outside and inside by turns, beginning outside. */
  public int[] counts() {
    int size = width * height;
    boolean open = edges.length == 0 || edges[edges.length - 1] < size;
    var counts = new int[edges.length + (open ? 1 : 0)];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      int next = i < edges.length ? edges[i] : size;
      counts[i] = next - at;
      at = next;
    }
    return counts;
  }

  private void requireSameSize(Runs other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException(
          "masks of %dx%d and %dx%d, expected one size"
              .formatted(width, height, other.width, other.height));
    }
  }

  private static int pixels(int width, int height) {
    if (width < 0 || height < 0 || (long) width * height > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a mask of %dx%d, expected less than 2^31 pixels".formatted(width, height));
    }
    return width * height;
  }
}
