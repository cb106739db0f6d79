package sightline.inference.testmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Writes an ONNX file by hand, field by field of {@code onnx.proto}: enough for small nets with
 * float tensors.
 *
 * <p>Threading: one thread.
 */
final class OnnxWriter {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  private final Message graph = new Message();
  private final Message metadata = new Message();
  private int nodes;

  /** A float input; sizes are numbers, or a word for a symbolic one. */
  String input(String name, Object... dims) {
    graph.message(11, valueInfo(name, dims));
    return name;
  }

  /** Declares the float tensor {@code name} an output. */
  void output(String name, Object... dims) {
    graph.message(12, valueInfo(name, dims));
  }

  void metadata(String key, String value) {
    metadata.message(14, new Message().text(1, key).text(2, value));
  }

  /** A tensor of numbers known in advance, row by row. */
  String floats(List<Long> dims, float... values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return initializer(FLOAT, dims, raw);
  }

  /** A vector of whole numbers, as operators take them for shapes and ranges. */
  String longs(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return initializer(INT64, List.of((long) values.length), raw);
  }

  private String initializer(int type, List<Long> dims, ByteBuffer raw) {
    String name = "constant" + nodes++;
    var tensor = new Message();
    dims.forEach(size -> tensor.number(1, size));
    tensor.number(2, type).text(8, name).bytes(9, ByteString.copyFrom(raw));
    graph.message(5, tensor);
    return name;
  }

  /** One operator with one output, whose name is returned. */
  String node(String operator, Map<String, Object> attributes, String... inputs) {
    String name = operator + nodes++;
    var node = new Message();
    List.of(inputs).forEach(input -> node.text(1, input));
    node.text(2, name).text(4, operator);
    attributes.forEach((key, value) -> node.message(5, attribute(key, value)));
    graph.message(1, node);
    return name;
  }

  private static Message attribute(String key, Object value) {
    var attribute = new Message().text(1, key);
    if (value instanceof Number number) {
      return attribute.number(3, number.longValue()).number(20, 2);
    }
    for (Object number : (List<?>) value) {
      attribute.number(8, ((Number) number).longValue());
    }
    return attribute.number(20, 7);
  }

  private static Message valueInfo(String name, Object... dims) {
    var shape = new Message();
    for (Object size : dims) {
      shape.message(
          1,
          size instanceof Number number
              ? new Message().number(1, number.longValue())
              : new Message().text(2, size.toString()));
    }
    var tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** The whole file. */
  byte[] write(String graphName) {
    graph.text(2, graphName);
    return new Message()
        .number(1, IR_VERSION)
        .text(2, "sightline")
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .append(metadata)
        .bytes()
        .toByteArray();
  }

  /** A Protobuf message on its way to bytes. */
  private static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private interface Writing {
      void to(CodedOutputStream out) throws IOException;
    }

    private Message put(Writing writing) {
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writing.to(out);
        out.flush();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Message number(int field, long value) {
      return put(out -> out.writeInt64(field, value));
    }

    Message text(int field, String value) {
      return put(out -> out.writeString(field, value));
    }

    Message bytes(int field, ByteString value) {
      return put(out -> out.writeBytes(field, value));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    Message append(Message fields) {
      return put(out -> out.writeRawBytes(fields.bytes()));
    }

    ByteString bytes() {
      return ByteString.copyFrom(bytes.toByteArray());
    }
  }
}
