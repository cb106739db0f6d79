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
 * Writes an ONNX file by hand, field by field of {@code onnx.proto}: enough for small nets, honest
 * ones and others.
 *
 * <p>Threading: one thread.
 */
public final class OnnxWriter {

  /** Element types, as {@code TensorProto.DataType} numbers them. */
  public static final int FLOAT = 1;

  public static final int UINT8 = 2;
  public static final int STRING = 8;
  public static final int FLOAT16 = 10;

  private static final int INT64 = 7;
  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  private final Message graph = new Message();
  private final Message metadata = new Message();
  private final Message functions = new Message();
  private String domain = "";
  private long opset = OPSET;
  private int nodes;

  /** A float input; sizes are numbers, or a word for a symbolic one. */
  public String input(String name, Object... dims) {
    return input(FLOAT, name, dims);
  }

  /** An input of element type {@code type}. */
  public String input(int type, String name, Object... dims) {
    graph.message(11, valueInfo(type, name, dims));
    return name;
  }

  /** Declares the float tensor {@code name} an output. */
  public void output(String name, Object... dims) {
    output(FLOAT, name, dims);
  }

  /** Declares the tensor {@code name} of element type {@code type} an output. */
  public void output(int type, String name, Object... dims) {
    graph.message(12, valueInfo(type, name, dims));
  }

  /** Asks for version {@code version} of the operators of {@code domain}. */
  public void opset(String domain, long version) {
    this.domain = domain;
    this.opset = version;
  }

  public void metadata(String key, String value) {
    metadata.message(14, new Message().text(1, key).text(2, value));
  }

  /** A tensor of numbers known in advance, row by row. */
  public String floats(List<Long> dims, float... values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return initializer(FLOAT, dims, raw);
  }

  /** A vector of whole numbers, as operators take them for shapes and ranges. */
  public String longs(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return initializer(INT64, List.of((long) values.length), raw);
  }

  /** A tensor that says its numbers are elsewhere, or wherever {@code entries} tell. */
  public String external(List<Long> dims, Map<String, String> entries) {
    String name = "constant" + nodes++;
    var tensor = new Message();
    dims.forEach(size -> tensor.number(1, size));
    tensor.number(2, FLOAT).text(8, name).number(14, 1);
    entries.forEach((key, value) -> tensor.message(13, new Message().text(1, key).text(2, value)));
    graph.message(5, tensor);
    return name;
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
  public String node(String operator, Map<String, Object> attributes, String... inputs) {
    String name = operator + nodes++;
    node(operator, attributes, List.of(inputs), List.of(name));
    return name;
  }

  /** One operator, {@code Type} or {@code domain:Type}, that makes {@code outputs}. */
  public void node(
      String operator, Map<String, Object> attributes, List<String> inputs, List<String> outputs) {
    graph.message(1, message(operator, attributes, inputs, outputs));
  }

  private static Message message(
      String operator, Map<String, Object> attributes, List<String> inputs, List<String> outputs) {
    var node = new Message();
    int colon = operator.indexOf(':');
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(4, operator.substring(colon + 1));
    attributes.forEach((key, value) -> node.message(5, attribute(key, value)));
    return colon < 0 ? node : node.text(7, operator.substring(0, colon));
  }

  /** Defines the operator {@code domain:Type}: each of {@code calls} after the other. */
  public void function(String operator, String... calls) {
    String[] name = operator.split(":", 2);
    var function = new Message().text(1, name[1]).text(4, "x0").text(5, "x" + calls.length);
    for (int call = 0; call < calls.length; call++) {
      List<String> from = List.of("x" + call);
      function.message(7, message(calls[call], Map.of(), from, List.of("x" + (call + 1))));
    }
    function.message(9, new Message().text(1, "").number(2, OPSET));
    function.message(9, new Message().text(1, name[0]).number(2, 1));
    functions.message(25, function.text(10, name[0]));
  }

  private static Message attribute(String key, Object value) {
    var attribute = new Message().text(1, key);
    if (value instanceof OnnxWriter inside) {
      return attribute.message(6, new Message().text(2, key).append(inside.graph)).number(20, 5);
    }
    if (value instanceof Number number) {
      return attribute.number(3, number.longValue()).number(20, 2);
    }
    for (Object number : (List<?>) value) {
      attribute.number(8, ((Number) number).longValue());
    }
    return attribute.number(20, 7);
  }

  private static Message valueInfo(int type, String name, Object... dims) {
    var shape = new Message();
    for (Object size : dims) {
      shape.message(
          1,
          size instanceof Number number
              ? new Message().number(1, number.longValue())
              : new Message().text(2, size.toString()));
    }
    var tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** The whole file. */
  public byte[] write(String graphName) {
    graph.text(2, graphName);
    var file = new Message().number(1, IR_VERSION).text(2, "sightline").message(7, graph);
    if (!domain.isEmpty()) {
      file.message(8, new Message().text(1, domain).number(2, opset));
    }
    return file.message(8, new Message().text(1, "").number(2, domain.isEmpty() ? opset : OPSET))
        .append(functions)
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
