package sightline.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Numbers that stand in a file, row by row; taken out of its bytes when they are asked for.
 *
 * @param name for messages
 * @param sizes of all axes, none for a single number
 * @param kind what the numbers are
 * @param raw of float32 or int64, little endian; empty for other kinds
 */
public record OnnxNumbers(String name, List<Integer> sizes, Kind kind, ByteBuffer raw) {

  /** What can be read; everything else is {@code OTHER}. */
  public enum Kind {
    FLOAT,
    INT64,
    OTHER
  }

  public OnnxNumbers {
    sizes = List.copyOf(sizes);
  }

  /** A copy of float32 numbers. */
  public float[] floats() {
    require(Kind.FLOAT, "float32");
    FloatBuffer all = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var floats = new float[all.remaining()];
    all.get(floats);
    return floats;
  }

  /** A copy of int64 numbers. */
  public long[] wholes() {
    require(Kind.INT64, "int64");
    var all = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    var wholes = new long[all.remaining()];
    all.get(wholes);
    return wholes;
  }

  private void require(Kind wanted, String called) {
    if (kind != wanted) {
      throw new IllegalArgumentException(
          "numbers %s are not %s within the file".formatted(name, called));
    }
  }
}
