package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sightline.inference.bundle.BadUpload;

/**
 * One graph, the main one or one inside of an operator.
 *
 * <p>Threading: one thread.
 */
final class GraphReader implements Wire.Fields {

  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int VALUE = 13;
  private static final int SPARSE_INITIALIZER = 15;

  private final Counts counts;
  private final int depth;
  private final Set<String> given = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  private GraphReader(Counts counts, int depth) {
    this.counts = counts;
    this.depth = depth;
  }

  /** Reads and checks the graph that is the current field. */
  static Graph read(Wire wire, Counts counts, int depth) throws IOException, BadUpload {
    if (depth > counts.limits().maxDepth()) {
      throw new BadUpload(
          "The graph has subgraphs nested more than %d deep (maxDepth).",
          counts.limits().maxDepth());
    }
    var reader = new GraphReader(counts, depth);
    wire.message(reader);
    return Graph.checked(reader.given, reader.nodes, reader.outputs);
  }

  @Override
  public boolean read(int field, Wire wire) throws IOException, BadUpload {
    switch (field) {
      case NODE -> nodes.add(NodeReader.read(wire, counts, depth));
      case INITIALIZER -> given.add(TensorReader.read(wire, counts));
      case SPARSE_INITIALIZER -> given.add(SparseTensor.read(wire, counts));
      case INPUT -> given.add(ValueReader.read(wire, counts));
      case OUTPUT -> outputs.add(ValueReader.read(wire, counts));
      case VALUE -> {
        String ignored = ValueReader.read(wire, counts);
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
