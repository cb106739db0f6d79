package sightline.inference.check.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.PlainName;

/**
 * Operators that a file defines itself; they are unfolded when it is loaded, so few bytes can
 * become very many operators.
 *
 * <p>Threading: one thread.
 */
final class Functions {

  private static final int NAME = 1;
  private static final int NODE = 7;
  private static final int DOMAIN = 10;

  private final Counts counts;
  private final Map<String, List<Node>> bodies = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Functions(Counts counts) {
    this.counts = counts;
  }

  /** Reads the function that is the current field. */
  void add(Wire wire) throws IOException, BadUpload {
    var name = new String[] {"", ""};
    var body = new ArrayList<Node>();
    wire.message(
        (field, inside) -> {
          switch (field) {
            case NAME -> name[1] = inside.text(counts);
            case DOMAIN -> name[0] = inside.text(counts);
            case NODE -> body.add(NodeReader.read(inside, counts, 0));
            default -> {
              return false;
            }
          }
          return true;
        },
        NAME,
        DOMAIN);
    bodies.put(PlainName.shown(name[0] + ":" + name[1]), body);
  }

  /** Refuses {@code nodes} that are too many once all functions are unfolded. */
  void check(List<Node> nodes) throws BadUpload {
    long unfolded = size(nodes);
    if (unfolded > counts.limits().maxNodes()) {
      throw new BadUpload(
          "The graph unfolds to more than %d operators (maxNodes), since its functions use each other.",
          counts.limits().maxNodes());
    }
  }

  private long size(List<Node> nodes) throws BadUpload {
    long size = 0;
    for (Node node : nodes) {
      size =
          Math.min(
              Integer.MAX_VALUE,
              size + (bodies.containsKey(node.operator()) ? size(node.operator()) : 1));
    }
    return size;
  }

  private long size(String function) throws BadUpload {
    Long known = sizes.get(function);
    if (known != null) {
      return known;
    }
    if (!open.add(function) || open.size() > counts.limits().maxDepth()) {
      throw new BadUpload(
          "The function %s uses itself, or is nested more than %d deep (maxDepth).",
          function, counts.limits().maxDepth());
    }
    long size = size(bodies.get(function));
    open.remove(function);
    sizes.put(function, size);
    return size;
  }
}
