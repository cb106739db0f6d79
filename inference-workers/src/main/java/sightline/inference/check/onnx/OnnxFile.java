package sightline.inference.check.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.bundle.PlainName;

/**
 * What an ONNX file says about itself, for people.
 *
 * @param nodes operators, those of subgraphs included
 * @param tensors initializers and constants
 * @param opset newest version of the operators that it asks for
 */
public record OnnxFile(int nodes, int tensors, long opset) {

  private static final int VERSION = 1;
  private static final int GRAPH = 7;
  private static final int OPSET = 8;
  private static final int METADATA = 14;
  private static final int TRAINING = 20;
  private static final int FUNCTION = 25;

  /**
   * Reads all of {@code file} once.
   *
   * @throws BadUpload when it is no ONNX file, breaks a limit, or takes data from outside of its
   *     folder
   */
  public static OnnxFile read(Path file, Limits limits) throws IOException, BadUpload {
    var reading = new Reading(new Counts(limits, file.toAbsolutePath().getParent()));
    Wire.read(file, reading, VERSION, GRAPH);
    return reading.finished();
  }

  private static final class Reading implements Wire.Fields {

    private final Counts counts;
    private final Functions functions;
    private final List<Graph> graphs = new ArrayList<>();
    private long version;
    private long opset;

    Reading(Counts counts) {
      this.counts = counts;
      this.functions = new Functions(counts);
    }

    @Override
    public boolean read(int field, Wire wire) throws IOException, BadUpload {
      switch (field) {
        case VERSION -> version = wire.number();
        case GRAPH -> graphs.add(GraphReader.read(wire, counts, 0));
        case OPSET -> wire.message(this::opset);
        case METADATA -> counts.text(wire.skipBytes());
        case FUNCTION -> functions.add(wire);
        case TRAINING -> throw new BadUpload("The file holds a training graph, expected a net.");
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean opset(int field, Wire wire) throws IOException, BadUpload {
      if (field == 2) {
        opset = Math.max(opset, wire.number());
      }
      return field == 2;
    }

    OnnxFile finished() throws BadUpload {
      if (version < 1 || graphs.isEmpty()) {
        throw new BadUpload(
            "This is no ONNX file: expected a version and a graph, found version %d and %s.",
            version, graphs.isEmpty() ? "no graph" : "a graph");
      }
      if (opset < 1) {
        throw new BadUpload("The file does not say which opset its operators are from.");
      }
      Graph graph = graphs.get(0);
      if (!graph.missing().isEmpty()) {
        throw new BadUpload(
            "The graph takes the value '%s', which nothing in it makes.",
            PlainName.shown(graph.missing().iterator().next()));
      }
      functions.check(graph.nodes());
      return new OnnxFile(counts.nodes(), counts.tensors(), opset);
    }
  }
}
