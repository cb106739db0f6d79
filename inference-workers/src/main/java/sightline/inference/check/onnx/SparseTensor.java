package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import sightline.inference.bundle.BadUpload;

/** A constant tensor of which only some numbers are stored; it is unfolded when it is loaded. */
final class SparseTensor {

  private static final int VALUES = 1;
  private static final int INDICES = 2;
  private static final int DIMS = 3;

  private SparseTensor() {}

  /** Reads and checks the one that is the current field; the name of its values. */
  static String read(Wire wire, Counts counts) throws IOException, BadUpload {
    var name = new String[] {""};
    var dims = new ArrayList<Long>();
    wire.message(
        (field, inside) -> {
          switch (field) {
            case VALUES -> name[0] = TensorReader.read(inside, counts);
            case INDICES -> {
              String ignored = TensorReader.read(inside, counts);
            }
            case DIMS -> inside.numbers(dims::add);
            default -> {
              return false;
            }
          }
          return true;
        },
        VALUES,
        INDICES);
    long ignored = counts.elements("Sparse tensor '%s'".formatted(name[0]), dims);
    return name[0];
  }
}
