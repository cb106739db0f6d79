package sightline.trainer.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A Protobuf message being written field by field (protobuf.dev/programming-guides/encoding);
 * ONNX's own schema is not on any class path of ours.
 *
 * <p>Threading: one thread.
 */
final class ProtoBytes {

  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtoBytes number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtoBytes real(int field, float value) {
    tag(field, FIXED_32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  ProtoBytes text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  ProtoBytes message(int field, ProtoBytes message) {
    return bytes(field, message.toByteArray());
  }

  ProtoBytes bytes(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    bytes.write(value, 0, value.length);
    return this;
  }

  private void tag(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
