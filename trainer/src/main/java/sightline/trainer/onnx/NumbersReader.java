package sightline.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import sightline.trainer.onnx.OnnxNumbers.Kind;

/** Reads message TensorProto: as many numbers as its sizes say, or none at all. */
final class NumbersReader {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ModelReader model;
  private final List<Integer> sizes = new ArrayList<>();
  private final List<ByteBuffer> reals = new ArrayList<>();
  private final List<Long> wholes = new ArrayList<>();
  private ByteBuffer raw = NOTHING;
  private String name = "";
  private int type;
  private boolean elsewhere;

  NumbersReader(ModelReader model) {
    this.model = model;
  }

  OnnxNumbers read(ByteBuffer message) {
    var wire = new Wire(message);
    wire.each(
        field -> {
          switch (field) {
            case 1 -> wire.wholes(this::size);
            case 2 -> type = (int) wire.whole();
            case 4 -> reals.add(wire.reals());
            case 7 -> wire.wholes(number -> ModelReader.add(wholes, number));
            case 8 -> name = model.text(wire);
            case 9 -> raw = wire.message();
            case 14 -> elsewhere = wire.whole() == 1;
            default -> {}
          }
        });
    if (elsewhere || type != FLOAT && type != INT64) {
      return new OnnxNumbers(name, sizes, Kind.OTHER, NOTHING);
    }
    return type == FLOAT
        ? whole(Kind.FLOAT, Float.BYTES, raw.hasRemaining() ? raw : realBytes())
        : whole(Kind.INT64, Long.BYTES, raw.hasRemaining() ? raw : wholeBytes());
  }

  private void size(long size) {
    sizes.add(ModelReader.size(size));
    ModelReader.requireAxes(sizes);
  }

  private OnnxNumbers whole(Kind kind, int each, ByteBuffer bytes) {
    long count = 1;
    for (int size : sizes) {
      count = Math.min((long) Integer.MAX_VALUE + 1, count * size);
    }
    ModelReader.require(
        bytes.remaining() == count * each,
        "numbers %s have %d bytes, expected %s times %d"
            .formatted(name, bytes.remaining(), sizes, each));
    return new OnnxNumbers(name, sizes, kind, bytes);
  }

  private ByteBuffer realBytes() {
    if (reals.size() == 1) {
      return reals.get(0);
    }
    int length = reals.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer all = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    reals.forEach(all::put);
    return all.flip();
  }

  private ByteBuffer wholeBytes() {
    ByteBuffer all =
        ByteBuffer.allocate(Math.multiplyExact(wholes.size(), Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    wholes.forEach(all::putLong);
    return all.flip();
  }
}
