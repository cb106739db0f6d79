package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/**
 * One constant tensor: what it says it holds, against what it holds.
 *
 * <p>Threading: one thread.
 */
final class TensorReader implements Wire.Fields {

  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int FLOATS = 4;
  private static final int INTS = 5;
  private static final int STRINGS = 6;
  private static final int LONGS = 7;
  private static final int NAME = 8;
  private static final int RAW = 9;
  private static final int DOUBLES = 10;
  private static final int UNSIGNED = 11;
  private static final int EXTERNAL = 13;
  private static final int LOCATION = 14;

  private final Counts counts;
  private final List<Long> dims = new ArrayList<>();
  private final Map<String, String> external = new HashMap<>();
  private String name = "";
  private int type;
  private long typed;
  private long raw = -1;
  private boolean isExternal;

  TensorReader(Counts counts) {
    this.counts = counts;
  }

  /** Reads and checks the tensor that is the current field; its name. */
  static String read(Wire wire, Counts counts) throws IOException, BadUpload {
    counts.tensor();
    var tensor = new TensorReader(counts);
    wire.message(tensor, TYPE, NAME, RAW, LOCATION);
    tensor.check();
    return tensor.name;
  }

  @Override
  public boolean read(int field, Wire wire) throws IOException, BadUpload {
    switch (field) {
      case DIMS -> wire.numbers(this::dim);
      case TYPE -> type = (int) wire.number();
      case NAME -> name = wire.text(counts);
      case FLOATS -> typed += wire.skipFixed(Float.BYTES);
      case DOUBLES -> typed += wire.skipFixed(Double.BYTES);
      case INTS, LONGS, UNSIGNED -> wire.numbers(value -> typed++);
      case STRINGS -> {
        typed++;
        return false;
      }
      case RAW -> raw = wire.skipBytes();
      case EXTERNAL -> entry(wire);
      case LOCATION -> isExternal = wire.number() == 1;
      case SEGMENT -> throw new BadUpload("A tensor comes in segments, which nobody reads.");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void dim(long size) {
    if (dims.size() <= counts.limits().maxAxes()) {
      dims.add(size);
    }
  }

  private void entry(Wire wire) throws IOException, BadUpload {
    var pair = new String[] {"", ""};
    wire.message(
        (field, inside) -> {
          boolean ours = field == 1 || field == 2;
          if (ours) {
            pair[field - 1] = inside.text(counts);
          }
          return ours;
        });
    external.put(pair[0], pair[1]);
  }

  private void check() throws BadUpload {
    String what = "Tensor '%s'".formatted(PlainName.shown(name));
    long elements = counts.elements(what, dims);
    ElementType elementType = ElementType.of(type, what);
    if (isExternal || !external.isEmpty()) {
      ExternalData.check(what, counts.folder(), external, elementType.bytes(elements));
      return;
    }
    long found = raw >= 0 ? raw : typed;
    long expected = raw >= 0 ? elementType.bytes(elements) : elementType.entries(elements);
    if (found != expected) {
      throw new BadUpload(
          "%s is of size %s and should hold %d %s, found %d.",
          what, dims, expected, raw >= 0 ? "bytes" : "numbers", found);
    }
  }
}
