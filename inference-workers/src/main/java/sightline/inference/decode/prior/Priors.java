package sightline.inference.decode.prior;

import java.util.Arrays;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;

/**
 * The boxes from which a net measures: for each cell of each grid some of different size and shape,
 * grid by grid, row by row, cell by cell. Grids reach over the whole input: the last cell of a row
 * may stick out, unless the cells are {@code even}.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Priors {

  /** The most priors that anybody may ask for. */
  public static final int MAX_COUNT = 1_000_000;

  private final float[] boxes;
  private final int[] cells;
  private final int[] anchors;

  private Priors(float[] boxes, int[] cells, int[] anchors) {
    this.boxes = boxes;
    this.cells = cells;
    this.anchors = anchors;
  }

  /**
   * Those of an input of {@code width} by {@code height} px.
   *
   * @param spec complete, see {@link PriorNet#complete}
   * @throws BadManifest when its parameters fit together in no way
   */
  public static Priors of(DecoderSpec spec, int width, int height) {
    int[] strides = spec.sizes("strides", "8,16,32");
    float[][] shapes = shapes(spec, strides.length);
    int[] cells = new int[strides.length];
    int[] anchors = new int[strides.length];
    long count = 0;
    for (int level = 0; level < strides.length; level++) {
      cells[level] = across(width, strides[level]) * across(height, strides[level]);
      anchors[level] = shapes[level].length / 2;
      count += (long) cells[level] * anchors[level];
    }
    if (count > MAX_COUNT) {
      throw new BadManifest(
          "decoder.strides and decoder.sizes make %d priors, expected at most %d"
              .formatted(count, MAX_COUNT));
    }
    float center = PriorParameters.exactly(1, spec, "center", "0.5")[0];
    float[] boxes = new float[(int) (4 * count)];
    boolean even = spec.choice("grid", "stride", "even").equals("even");
    int at = 0;
    for (int level = 0; level < strides.length; level++) {
      int perRow = across(width, strides[level]);
      float stepX = even ? (float) width / perRow : strides[level];
      float stepY = even ? (float) height * perRow / cells[level] : strides[level];
      for (int cell = 0; cell < cells[level]; cell++) {
        for (int shape = 0; shape < shapes[level].length; shape += 2) {
          boxes[at++] = (cell % perRow + center) * stepX;
          boxes[at++] = (cell / perRow + center) * stepY;
          boxes[at++] = shapes[level][shape];
          boxes[at++] = shapes[level][shape + 1];
        }
      }
    }
    if (spec.choice("outside", "keep", "clamp").equals("clamp")) {
      clamp(boxes, width, height);
    }
    return new Priors(boxes, cells, anchors);
  }

  private static int across(int size, int stride) {
    return (size - 1) / stride + 1;
  }

  /** For each grid width and height of each prior in turn, input px. */
  private static float[][] shapes(DecoderSpec spec, int levels) {
    float[][] sizes = PriorParameters.groups(spec, "sizes", "32/64/128");
    float[][] ratios = PriorParameters.groups(spec, "ratios", "1");
    if (sizes.length != levels || (ratios.length != levels && ratios.length != 1)) {
      throw new BadManifest(
          "manifest.decoder has %d strides, %d groups of sizes and %d of ratios, expected the same number, or one group of ratios"
              .formatted(levels, sizes.length, ratios.length));
    }
    String kind = spec.choice("anchors", "by-size", "by-ratio", "ssd");
    int octaves = spec.sizes("octaves", "1")[0];
    float[][] shapes = new float[levels][];
    for (int level = 0; level < levels; level++) {
      float[] shapesOf = ratios[ratios.length == 1 ? 0 : level];
      shapes[level] =
          kind.equals("ssd")
              ? PriorShapes.ofSsd(sizes[level], shapesOf)
              : PriorShapes.of(
                  PriorShapes.octaves(sizes[level], octaves), shapesOf, kind.equals("by-size"));
    }
    return shapes;
  }

  private static void clamp(float[] boxes, int width, int height) {
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = Math.min(boxes[i], i % 2 == 0 ? width : height);
    }
  }

  public int count() {
    return boxes.length / 4;
  }

  int levels() {
    return cells.length;
  }

  /** Cells of the grid {@code level}. */
  int cells(int level) {
    return cells[level];
  }

  /** Priors of each cell of the grid {@code level}. */
  int anchors(int level) {
    return anchors[level];
  }

  float centerX(int prior) {
    return boxes[4 * prior];
  }

  float centerY(int prior) {
    return boxes[4 * prior + 1];
  }

  float width(int prior) {
    return boxes[4 * prior + 2];
  }

  float height(int prior) {
    return boxes[4 * prior + 3];
  }

  /** For people: the number of priors, grid by grid. */
  @Override
  public String toString() {
    return "%d priors of %s cells".formatted(count(), Arrays.toString(cells));
  }
}
