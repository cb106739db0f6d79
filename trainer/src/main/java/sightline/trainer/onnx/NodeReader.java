package sightline.trainer.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads messages NodeProto and AttributeProto. */
final class NodeReader {

  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int TENSOR = 4;
  private static final int FLOATS = 6;
  private static final int INTS = 7;

  private final ModelReader model;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String name = "";
  private String operator = "";
  private String domain = "";

  NodeReader(ModelReader model) {
    this.model = model;
  }

  OnnxNode read(ByteBuffer message) {
    var wire = new Wire(message);
    wire.each(
        field -> {
          switch (field) {
            case 1 -> inputs.add(model.text(wire));
            case 2 -> outputs.add(model.text(wire));
            case 3 -> name = model.text(wire);
            case 4 -> operator = model.text(wire);
            case 5 -> attribute(wire.message());
            case 7 -> domain = model.text(wire);
            default -> {}
          }
        });
    String own = domain.equals("ai.onnx") ? "" : domain;
    return new OnnxNode(name, operator, own, inputs, outputs, attributes);
  }

  private void attribute(ByteBuffer message) {
    var found = new Found();
    var wire = new Wire(message);
    wire.each(field -> found.take(field, wire));
    found.put();
  }

  /** The parts of an attribute, which come in any order. */
  private final class Found {
    private String key = "";
    private int type;
    private float real;
    private long whole;
    private String text = "";
    private OnnxNumbers tensor;
    private final List<Float> reals = new ArrayList<>();
    private final List<Long> wholes = new ArrayList<>();

    private void take(int field, Wire wire) {
      switch (field) {
        case 1 -> key = model.text(wire);
        case 2 -> real = wire.real();
        case 3 -> whole = wire.whole();
        case 4 -> text = model.text(wire);
        case 5 -> tensor = model.numbers(wire.message());
        case 7 -> {
          ByteBuffer some = wire.reals();
          while (some.remaining() >= Float.BYTES) {
            ModelReader.add(reals, some.getFloat());
          }
        }
        case 8 -> wire.wholes(number -> ModelReader.add(wholes, number));
        case 20 -> type = (int) wire.whole();
        default -> {}
      }
    }

    private void put() {
      switch (type) {
        case FLOAT -> attributes.put(key, real);
        case INT -> attributes.put(key, whole);
        case STRING -> attributes.put(key, text);
        case FLOATS -> attributes.put(key, List.copyOf(reals));
        case INTS -> attributes.put(key, List.copyOf(wholes));
        case TENSOR -> {
          if (tensor != null) {
            attributes.put(key, tensor);
          }
        }
        default -> {}
      }
    }
  }
}
