package sightline.trainer.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * A Protobuf message, field by field (protobuf.dev/programming-guides/encoding). Nothing is taken
 * before it is known to lie within the message, so that memory is bounded by the file.
 *
 * <p>Threading: one thread.
 */
final class Wire {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;
  private static final int MOST_VARINT_BITS = 70;

  private final ByteBuffer bytes;
  private int kind;

  Wire(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Calls {@code field} with the number of each field; what it does not take is left out. */
  void each(IntConsumer field) {
    while (bytes.hasRemaining()) {
      long tag = varint();
      kind = (int) (tag & 7);
      int before = bytes.position();
      field.accept((int) Math.min(tag >>> 3, Integer.MAX_VALUE));
      if (bytes.position() == before) {
        skip();
      }
    }
  }

  private void skip() {
    switch (kind) {
      case VARINT -> varint();
      case FIXED_64 -> take(Long.BYTES);
      case LENGTH -> message();
      case FIXED_32 -> take(Integer.BYTES);
      default -> throw broken("a field of kind " + kind);
    }
  }

  /** A whole number. */
  long whole() {
    require(VARINT);
    return varint();
  }

  float real() {
    require(FIXED_32);
    return take(Float.BYTES).getFloat();
  }

  /** What lies in a field of its own length: text, bytes, a message, packed numbers. */
  ByteBuffer message() {
    require(LENGTH);
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw broken("%d bytes where %d are left".formatted(length, bytes.remaining()));
    }
    return take((int) length);
  }

  String text() {
    return UTF_8.decode(message()).toString();
  }

  /** Whole numbers, packed or one of them. */
  void wholes(java.util.function.LongConsumer one) {
    if (kind == VARINT) {
      one.accept(varint());
      return;
    }
    var packed = new Wire(message());
    while (packed.bytes.hasRemaining()) {
      one.accept(packed.varint());
    }
  }

  /** Real numbers, packed or one of them. */
  ByteBuffer reals() {
    return kind == FIXED_32 ? take(Float.BYTES) : message();
  }

  private ByteBuffer take(int count) {
    if (count > bytes.remaining()) {
      throw broken("%d bytes where %d are left".formatted(count, bytes.remaining()));
    }
    ByteBuffer taken = bytes.slice(bytes.position(), count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + count);
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      byte next = take(1).get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a number that does not end");
  }

  private void require(int wanted) {
    if (kind != wanted) {
      throw broken("a field of kind %d, expected %d".formatted(kind, wanted));
    }
  }

  private static IllegalArgumentException broken(String what) {
    return new IllegalArgumentException("the file is no whole ONNX file: it has " + what);
  }
}
