package sightline.inference.testmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A small convolutional net that finds saturated orange and blue blobs, so that tests need no
 * trained model: orange is a person, blue is a car.
 *
 * <p>It is fed and read like YOLOX: {@code float[N,3,416,416]}, blue, green, red, 0 to 255, to
 * {@code float[N,3549,7]}, undecoded. All objects are found by the grid of stride 8; the other two
 * say nothing. Boxes are those of connected blobs of up to 192 input px.
 */
public final class BlobDetector {

  /*
   * How a convolutional net measures a blob. A first convolution makes one mask for each class
   * from the difference of red and blue. In each small cell of 4x4 px the mask leaves four numbers:
   * how far it reaches right, left, down and up, as distances from the opposite edge of the input,
   * so that the larger number wins. A max-pooling that is masked again after every step floods
   * these numbers through the blob, until its middle knows all four edges. The cells around the
   * middle of the box they know of report it.
   */

  private static final long SIDE = 416;
  private static final long STRIDE = 8;
  private static final long GRID = SIDE / STRIDE;
  private static final int FLOOD_STEPS = 24;

  /** Red minus blue, or blue minus red, at which a pixel belongs to a blob, 0 to 255. */
  private static final float LEAST_DIFFERENCE = 35;

  /** How many of its eight neighbors a pixel needs, or it is noise. */
  private static final float LEAST_NEIGHBORS = 2;

  /** More than all neighbors of a pixel together. */
  private static final float MANY = 10;

  /** Smallest width and height of a blob that counts, input px. */
  private static final float LEAST_SIDE = 4;

  /** Side of the cells in which a blob is followed, input px. */
  private static final int SMALL_CELL = 4;

  /** Center of the small cell that speaks for a cell of the grid, in cells. */
  private static final float SPEAKER = .75f;

  private static final String MANIFEST =
      """
      name: blob-detector
      version: "1"
      task: detect
      decoder:
        family: yolox
      labels: [person, car]
      minScore: 0.25
      maxOverlap: 0.5
      """;

  private final OnnxWriter file = new OnnxWriter();

  private BlobDetector() {}

  /** Writes the model to the path that is the only argument. */
  public static void main(String... arguments) throws IOException {
    Path target = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(target.getParent());
    Files.write(target, bytes());
  }

  /** The ONNX file. */
  public static byte[] bytes() {
    return new BlobDetector().build();
  }

  private byte[] build() {
    String images = file.input("images", "N", 3, SIDE, SIDE);
    String mask = mask(images);
    String reach = speakers(flooded(mask));
    String presence = speakers(pool("AveragePool", mask, SMALL_CELL, SMALL_CELL));
    String map = report(reach, presence);
    String smaller = pool("MaxPool", node("Mul", map, scalar(0)), 2, 2);
    String rows =
        node(
            "Concat",
            Map.of("axis", 2),
            flat(map),
            flat(smaller),
            flat(pool("MaxPool", smaller, 2, 2)));
    String output = node("Transpose", Map.of("perm", List.of(0, 2, 1)), rows);
    file.output(output, "N", GRID * GRID * 21 / 16, 7);
    file.metadata("sightline.manifest", MANIFEST);
    return file.write("blob-detector");
  }

  /** (N,3,416,416) -> (N,2,416,416): 1 where a pixel is orange; 1 where it is blue. */
  private String mask(String images) {
    String difference = file.floats(List.of(2L, 3L, 1L, 1L), -1, 0, 1, 1, 0, -1);
    String threshold = file.floats(List.of(2L), 1 - LEAST_DIFFERENCE, 1 - LEAST_DIFFERENCE);
    String colored = clip(node("Conv", images, difference, threshold), 0, 1);
    var around = new float[18];
    Arrays.fill(around, 1);
    around[4] = MANY;
    around[13] = MANY;
    String neighbors = file.floats(List.of(2L, 1L, 3L, 3L), around);
    float least = 1 - MANY - LEAST_NEIGHBORS;
    var conv = Map.<String, Object>of("group", 2, "pads", List.of(1, 1, 1, 1));
    return clip(
        node("Conv", conv, colored, neighbors, file.floats(List.of(2L), least, least)), 0, 1);
  }

  /**
   * (N,2,416,416) -> (N,8,104,104): how far the blob of each class reaches right, left, down and
   * up.
   */
  private String flooded(String mask) {
    String columns = pool("MaxPool", mask, SMALL_CELL, 1);
    String rows = pool("MaxPool", mask, 1, SMALL_CELL);
    List<Long> across = List.of(1L, 1L, 1L, SIDE);
    List<Long> down = List.of(1L, 1L, SIDE, 1L);
    String touched = pool("MaxPool", columns, 1, SMALL_CELL);
    String everywhere = concat(touched, touched, touched, touched);
    String reach =
        concat(
            pool("MaxPool", node("Mul", columns, file.floats(across, rising())), 1, SMALL_CELL),
            pool("MaxPool", node("Mul", columns, file.floats(across, falling())), 1, SMALL_CELL),
            pool("MaxPool", node("Mul", rows, file.floats(down, rising())), SMALL_CELL, 1),
            pool("MaxPool", node("Mul", rows, file.floats(down, falling())), SMALL_CELL, 1));
    var neighbors =
        Map.<String, Object>of("kernel_shape", List.of(3, 3), "pads", List.of(1, 1, 1, 1));
    for (int step = 0; step < FLOOD_STEPS; step++) {
      reach = node("Mul", node("MaxPool", neighbors, reach), everywhere);
    }
    return reach;
  }

  /** (N,8,52,52), (N,2,52,52) -> (N,7,52,52): the columns of a YOLOX output. */
  private String report(String reach, String presence) {
    String person = channels(presence, 0, 1, 1);
    String car = channels(presence, 1, 2, 1);
    String isPerson = node("GreaterOrEqual", person, car);
    String known = node("Where", isPerson, channels(reach, 0, 8, 2), channels(reach, 1, 8, 2));
    String box = box(known);
    String offset =
        node("Sub", channels(box, 0, 2, 1), file.floats(List.of(1L, 2L, GRID, GRID), grid()));
    String size = channels(box, 2, 4, 1);
    String sure = node("Cast", Map.of("to", 1), isPerson);
    return concat(
        offset,
        node("Log", clip(size, 1f / STRIDE, SIDE)),
        objectness(offset, size, node("Max", person, car)),
        node("Mul", sure, likely(person)),
        node("Mul", node("Sub", scalar(1), sure), likely(car)));
  }

  /** Reach right, left, down, up -> center x, center y, width, height, all in cells. */
  private String box(String reach) {
    float half = .5f / STRIDE;
    float one = 1f / STRIDE;
    float side = GRID;
    float[] weights =
        rows(
            new float[] {half, -half, 0, 0},
            new float[] {0, 0, half, -half},
            new float[] {one, one, 0, 0},
            new float[] {0, 0, one, one});
    return node(
        "Conv",
        reach,
        file.floats(List.of(4L, 4L, 1L, 1L), weights),
        file.floats(List.of(4L), side / 2, side / 2, -side, -side));
  }

  /** 1 at the middle of a blob of at least {@link #LEAST_SIDE}, falling to 0 a cell further out. */
  private String objectness(String offset, String size, String presence) {
    String away = node("Abs", node("Sub", offset, scalar(SPEAKER)));
    String near = clip(node("Sub", scalar(1.5f), reduce("ReduceMax", away)), 0, 1);
    String pixels = node("Mul", reduce("ReduceMin", size), scalar(STRIDE));
    String large = clip(node("Sub", pixels, scalar(LEAST_SIDE - 1)), 0, 1);
    String present = clip(node("Mul", presence, scalar(SMALL_CELL * SMALL_CELL)), 0, 1);
    return node("Mul", near, node("Mul", large, present));
  }

  /** The probability of a class whose mask covers this share of the small cell. */
  private String likely(String share) {
    return node("Add", node("Mul", share, scalar(.4f)), scalar(.55f));
  }

  /** From each cell of the grid the small cell that speaks for it: (N,C,104,104) -> (N,C,52,52). */
  private String speakers(String smallCells) {
    return node(
        "Slice",
        smallCells,
        file.longs(1, 1),
        file.longs(2 * GRID, 2 * GRID),
        file.longs(2, 3),
        file.longs(2, 2));
  }

  private String channels(String tensor, long from, long to, long step) {
    return node("Slice", tensor, file.longs(from), file.longs(to), file.longs(1), file.longs(step));
  }

  private String reduce(String operator, String tensor) {
    return node(operator, Map.of("axes", List.of(1), "keepdims", 1), tensor);
  }

  private String flat(String map) {
    return node("Reshape", map, file.longs(0, 0, -1));
  }

  private String concat(String... channels) {
    return node("Concat", Map.of("axis", 1), channels);
  }

  private String clip(String tensor, float least, float most) {
    return node("Clip", tensor, scalar(least), scalar(most));
  }

  /** Pools windows of {@code height} by {@code width} that do not overlap. */
  private String pool(String operator, String tensor, int height, int width) {
    List<Integer> window = List.of(height, width);
    return node(operator, Map.of("kernel_shape", window, "strides", window), tensor);
  }

  private String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  private String node(String operator, Map<String, Object> attributes, String... inputs) {
    return file.node(operator, attributes, inputs);
  }

  private String scalar(float value) {
    return file.floats(List.of(), value);
  }

  /** 1 to 416: distance of a pixel's far edge from 0. */
  private static float[] rising() {
    var distances = new float[(int) SIDE];
    for (int pixel = 0; pixel < SIDE; pixel++) {
      distances[pixel] = pixel + 1;
    }
    return distances;
  }

  /** 416 to 1: distance of a pixel's near edge from 416. */
  private static float[] falling() {
    var distances = new float[(int) SIDE];
    for (int pixel = 0; pixel < SIDE; pixel++) {
      distances[pixel] = SIDE - pixel;
    }
    return distances;
  }

  /** Column of each cell, then row of each cell. */
  private static float[] grid() {
    int cells = (int) (GRID * GRID);
    var places = new float[2 * cells];
    for (int cell = 0; cell < cells; cell++) {
      places[cell] = cell % GRID;
      places[cells + cell] = cell / (int) GRID;
    }
    return places;
  }

  private static float[] rows(float[]... rows) {
    var all = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
    }
    return all;
  }
}
