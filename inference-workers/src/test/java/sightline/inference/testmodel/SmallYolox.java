package sightline.inference.testmodel;

import java.util.List;
import java.util.Map;

/**
 * The smallest net that is fed and read like YOLOX, {@code float[N,3,32,32]} to {@code
 * float[N,21,7]}: it says the same of every picture. Tests spoil it, one thing at a time.
 *
 * <p>Threading: one thread.
 */
public final class SmallYolox {

  public static final long SIDE = 32;
  public static final long CELLS = 21;
  public static final long COLUMNS = 7;

  private final OnnxWriter file = new OnnxWriter();
  private Object batch = "N";
  private float[] row = {.5f, .5f, 0, 0, .1f, .1f, .1f};

  /** The batch that the input says it takes; a word for an open one. */
  public SmallYolox batch(Object size) {
    batch = size;
    return this;
  }

  /** What every cell says: x, y, width, height, objectness, two classes. */
  public SmallYolox row(float... values) {
    row = values.clone();
    return this;
  }

  /** The file, to be spoiled before {@link #bytes}. */
  public OnnxWriter file() {
    return file;
  }

  public byte[] bytes() {
    return bytes(file.input("images", batch, 3, SIDE, SIDE));
  }

  /** The net behind a value of one number for each picture, or of any size that averages to it. */
  public byte[] bytes(String images) {
    String mean = file.node("ReduceMean", Map.of("axes", List.of(1, 2, 3), "keepdims", 0), images);
    String one = file.node("Reshape", Map.of(), mean, file.longs(-1, 1, 1));
    String nothing = file.node("Mul", Map.of(), one, file.floats(List.of(), 0));
    String rows =
        file.node("Add", Map.of(), nothing, file.floats(List.of(1L, CELLS, COLUMNS), rows()));
    file.output(rows, batch, CELLS, COLUMNS);
    return file.write("small-yolox");
  }

  private float[] rows() {
    var values = new float[(int) (CELLS * COLUMNS)];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[i % row.length];
    }
    return values;
  }
}
