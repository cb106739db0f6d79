package sightline.trainer.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads messages ModelProto, GraphProto, NodeProto and those below them; subgraphs, training
 * information and functions are left out.
 *
 * <p>Threading: one thread, one file.
 */
final class ModelReader {

  private static final int MOST_AXES = 8;

  /** Of a list that is no tensor's bytes. */
  private static final int LONGEST_LIST = 1 << 20;

  private final OnnxModel.Limits limits;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxNumbers> numbers = new LinkedHashMap<>();
  private final Map<String, List<Integer>> inputs = new LinkedHashMap<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private int opset;
  private boolean hasGraph;

  ModelReader(OnnxModel.Limits limits) {
    this.limits = limits;
  }

  OnnxModel read(ByteBuffer file) {
    var wire = new Wire(file);
    wire.each(
        field -> {
          switch (field) {
            case 7 -> graph(wire.message());
            case 8 -> operators(wire.message());
            case 14 -> metadata(wire.message());
            default -> {}
          }
        });
    require(hasGraph && !nodes.isEmpty(), "the file is no ONNX file: it has no graph");
    inputs.keySet().removeAll(numbers.keySet());
    return new OnnxModel(
        opset,
        List.copyOf(nodes),
        Map.copyOf(numbers),
        new LinkedHashMap<>(inputs),
        List.copyOf(outputs),
        Map.copyOf(metadata));
  }

  private void operators(ByteBuffer message) {
    var domain = new StringBuilder();
    var version = new long[1];
    var wire = new Wire(message);
    wire.each(
        field -> {
          switch (field) {
            case 1 -> domain.append(text(wire));
            case 2 -> version[0] = wire.whole();
            default -> {}
          }
        });
    if (domain.isEmpty() || domain.toString().equals("ai.onnx")) {
      opset = (int) Math.max(0, Math.min(version[0], Integer.MAX_VALUE));
    }
  }

  private void metadata(ByteBuffer message) {
    var pair = new String[] {"", ""};
    var wire = new Wire(message);
    wire.each(
        field -> {
          if (field == 1 || field == 2) {
            pair[field - 1] = text(wire);
          }
        });
    metadata.put(pair[0], pair[1]);
  }

  private void graph(ByteBuffer message) {
    require(!hasGraph, "the file has two graphs");
    hasGraph = true;
    var wire = new Wire(message);
    wire.each(
        field -> {
          switch (field) {
            case 1 -> {
              nodes.add(new NodeReader(this).read(wire.message()));
              require(nodes.size() <= limits.nodes(), "the file has more nodes than allowed");
            }
            case 5 -> {
              OnnxNumbers one = numbers(wire.message());
              numbers.put(one.name(), one);
              require(numbers.size() <= limits.nodes(), "the file has more numbers than allowed");
            }
            case 11 -> input(wire.message());
            case 12 -> outputs.add(ValueReader.name(this, wire.message()));
            default -> {}
          }
        });
  }

  private void input(ByteBuffer message) {
    inputs.put(ValueReader.name(this, message.duplicate()), ValueReader.sizes(message.duplicate()));
    require(inputs.size() <= limits.nodes(), "the file has more inputs than allowed");
  }

  /** Message TensorProto. */
  OnnxNumbers numbers(ByteBuffer message) {
    return new NumbersReader(this).read(message);
  }

  String text(Wire wire) {
    ByteBuffer bytes = wire.message();
    require(bytes.remaining() <= limits.text(), "the file has a longer name than allowed");
    return java.nio.charset.StandardCharsets.UTF_8.decode(bytes).toString();
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** A size of an axis. */
  static int size(long size) {
    require(
        size >= 0 && size <= Integer.MAX_VALUE,
        "the file has an axis of " + size + " numbers, expected 0 to " + Integer.MAX_VALUE);
    return (int) size;
  }

  static <T> void add(List<T> list, T one) {
    require(list.size() < LONGEST_LIST, "the file has a list of more than " + LONGEST_LIST);
    list.add(one);
  }

  static void requireAxes(List<Integer> sizes) {
    require(
        sizes.size() <= MOST_AXES, "the file has numbers with more than " + MOST_AXES + " axes");
  }
}
