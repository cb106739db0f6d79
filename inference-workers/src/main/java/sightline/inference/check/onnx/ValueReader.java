package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/**
 * Name and declared size of a value that flows through the graph.
 *
 * <p>Threading: one thread.
 */
final class ValueReader {

  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR = 1;
  private static final int SHAPE = 2;
  private static final int DIM = 1;
  private static final int SIZE = 1;

  private final Counts counts;
  private final List<Long> dims = new ArrayList<>();
  private String name = "";

  private ValueReader(Counts counts) {
    this.counts = counts;
  }

  /** Reads and checks the value that is the current field; its name. */
  static String read(Wire wire, Counts counts) throws IOException, BadUpload {
    var value = new ValueReader(counts);
    wire.message(value::field, NAME, TYPE);
    String what = "Value '%s'".formatted(PlainName.shown(value.name));
    long ignored = counts.elements(what, value.dims);
    return value.name;
  }

  private boolean field(int field, Wire wire) throws IOException, BadUpload {
    if (field == NAME) {
      name = wire.text(counts);
      return true;
    }
    return inside(TYPE, field, wire, (f, w) -> inside(TENSOR, f, w, this::tensor, TENSOR), TENSOR);
  }

  private boolean tensor(int field, Wire wire) throws IOException, BadUpload {
    return inside(SHAPE, field, wire, (f, w) -> inside(DIM, f, w, this::size, SIZE));
  }

  private boolean size(int field, Wire wire) throws IOException, BadUpload {
    if (field != SIZE) {
      return false;
    }
    long size = wire.number();
    if (dims.size() <= counts.limits().maxAxes()) {
      dims.add(size);
    }
    return true;
  }

  private static boolean inside(
      int wanted, int field, Wire wire, Wire.Fields fields, int... singular)
      throws IOException, BadUpload {
    if (field == wanted) {
      wire.message(fields, singular);
    }
    return field == wanted;
  }
}
