package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/**
 * One operator, with the tensors and subgraphs among its attributes.
 *
 * <p>Threading: one thread.
 */
final class NodeReader implements Wire.Fields {

  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  private static final int TENSOR = 5;
  private static final int GRAPH = 6;
  private static final int TENSORS = 10;
  private static final int GRAPHS = 11;
  private static final int SPARSE_TENSOR = 22;
  private static final int SPARSE_TENSORS = 23;

  private final Counts counts;
  private final int depth;
  private final List<String> takes = new ArrayList<>();
  private final List<String> makes = new ArrayList<>();
  private String type = "";
  private String domain = "";

  private NodeReader(Counts counts, int depth) {
    this.counts = counts;
    this.depth = depth;
  }

  static Node read(Wire wire, Counts counts, int depth) throws IOException, BadUpload {
    counts.node();
    var node = new NodeReader(counts, depth);
    wire.message(node, TYPE, DOMAIN);
    String operator = PlainName.shown(node.domain + ":" + node.type);
    return new Node(operator, node.takes, node.makes);
  }

  @Override
  public boolean read(int field, Wire wire) throws IOException, BadUpload {
    switch (field) {
      case INPUT -> takes.add(wire.text(counts));
      case OUTPUT -> makes.add(wire.text(counts));
      case TYPE -> type = wire.text(counts);
      case DOMAIN -> domain = wire.text(counts);
      case ATTRIBUTE -> wire.message(this::attribute, TENSOR, GRAPH, SPARSE_TENSOR);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean attribute(int field, Wire wire) throws IOException, BadUpload {
    switch (field) {
      case TENSOR, TENSORS -> {
        String ignored = TensorReader.read(wire, counts);
      }
      case GRAPH, GRAPHS -> takes.addAll(GraphReader.read(wire, counts, depth + 1).missing());
      case SPARSE_TENSOR, SPARSE_TENSORS -> {
        String ignored = SparseTensor.read(wire, counts);
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
