package sightline.inference.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Numbers of a tensor's element type, from and to floats.
 *
 * <p>Threading: stateless, any thread.
 */
final class Numbers {

  private Numbers() {}

  /** Bytes of one element. */
  static int size(OnnxJavaType type) {
    return switch (type) {
      case DOUBLE, INT64 -> 8;
      case FLOAT, INT32 -> 4;
      case INT16, FLOAT16, BFLOAT16 -> 2;
      case INT8, UINT8, BOOL -> 1;
      case STRING, UNKNOWN -> throw new IllegalArgumentException("no numbers: " + type);
    };
  }

  /** A direct buffer for {@code elements} of {@code type}. */
  static ByteBuffer direct(OnnxJavaType type, int elements) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(elements, size(type)))
        .order(ByteOrder.nativeOrder());
  }

  /** Converts the first {@code count} of {@code from}: to the nearest, within the type's range. */
  static void convert(FloatBuffer from, int count, OnnxJavaType type, ByteBuffer to) {
    for (int index = 0; index < count; index++) {
      put(from.get(index), type, to, index * size(type));
    }
  }

  static void put(float value, OnnxJavaType type, ByteBuffer to, int at) {
    switch (type) {
      case FLOAT -> to.putFloat(at, value);
      case DOUBLE -> to.putDouble(at, value);
      case FLOAT16 -> to.putShort(at, Fp16Conversions.floatToFp16(value));
      case BFLOAT16 -> to.putShort(at, Fp16Conversions.floatToBf16(value));
      case INT64 -> to.putLong(at, Math.round((double) value));
      case INT32 -> to.putInt(at, Math.round(value));
      case INT16 -> to.putShort(at, (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT8 -> to.put(at, (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> to.put(at, (byte) within(value, 0, 255));
      case BOOL -> to.put(at, (byte) (value == 0 ? 0 : 1));
      case STRING, UNKNOWN -> throw new IllegalArgumentException("no numbers: " + type);
    }
  }

  private static int within(float value, int least, int most) {
    return Math.max(least, Math.min(most, Math.round(value)));
  }

  /** The elements of {@code tensor} as floats, a copy. */
  static FloatBuffer floats(OnnxTensor tensor) {
    OnnxJavaType type = tensor.getInfo().type;
    return switch (type) {
      case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer();
      case DOUBLE -> ofDoubles(tensor.getDoubleBuffer());
      case INT64 -> ofLongs(tensor.getLongBuffer());
      case INT32 -> ofInts(tensor.getIntBuffer());
      case INT16 -> ofShorts(tensor.getShortBuffer());
      case INT8, UINT8, BOOL -> ofBytes(tensor.getByteBuffer(), type == OnnxJavaType.INT8);
      case STRING, UNKNOWN -> throw new IllegalArgumentException("no numbers: " + type);
    };
  }

  private static FloatBuffer ofDoubles(DoubleBuffer from) {
    var to = FloatBuffer.allocate(from.remaining());
    while (from.hasRemaining()) {
      to.put((float) from.get());
    }
    return to.flip();
  }

  private static FloatBuffer ofLongs(LongBuffer from) {
    var to = FloatBuffer.allocate(from.remaining());
    while (from.hasRemaining()) {
      to.put(from.get());
    }
    return to.flip();
  }

  private static FloatBuffer ofInts(IntBuffer from) {
    var to = FloatBuffer.allocate(from.remaining());
    while (from.hasRemaining()) {
      to.put(from.get());
    }
    return to.flip();
  }

  private static FloatBuffer ofShorts(ShortBuffer from) {
    var to = FloatBuffer.allocate(from.remaining());
    while (from.hasRemaining()) {
      to.put(from.get());
    }
    return to.flip();
  }

  private static FloatBuffer ofBytes(ByteBuffer from, boolean signed) {
    var to = FloatBuffer.allocate(from.remaining());
    while (from.hasRemaining()) {
      byte value = from.get();
      to.put(signed ? value : value & 0xff);
    }
    return to.flip();
  }
}
