package sightline.trainer.net.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import sightline.trainer.net.Value;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.onnx.OnnxNode;

/**
 * Where a graph is cut: the values at which it ends, one for each stride. Without names these are
 * the last values of each stride on the way down, before anything is enlarged, that a convolution
 * or a pooling goes on from.
 *
 * @param names of values by stride, px, smallest first
 */
public record Cuts(FileGraph graph, Map<Integer, String> names) {

  private static final Set<String> GOING_ON =
      Set.of(
          "Conv",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "ReduceMean",
          "Resize",
          "Upsample");

  public Cuts {
    names = java.util.Collections.unmodifiableMap(new TreeMap<>(names));
  }

  /**
   * Cuts as somebody says, and of its own choice where nothing is said.
   *
   * @param input channels, height, width
   * @param said name of the value for the parameter {@code strideN}, or an empty text
   * @throws IllegalArgumentException naming what cannot be read
   */
  public static Cuts of(
      FileGraph graph, List<Integer> input, List<Integer> strides, UnaryOperator<String> said) {
    Map<Integer, String> names = new TreeMap<>();
    strides.forEach(stride -> names.put(stride, said.apply("stride" + stride)));
    if (names.containsValue("")) {
      var choice = new Choice(graph, input);
      names.replaceAll((stride, name) -> name.isEmpty() ? choice.of(stride) : name);
    }
    var cuts = new Cuts(graph, names);
    List<Value> ignored = cuts.of(NetTable.sizesOnly(input));
    return cuts;
  }

  /** The values in the order of their strides, (channels, H / stride, W / stride). */
  public List<Value> of(Value picture) {
    Map<String, Value> values = graph.of(picture, names.values());
    names.forEach(
        (stride, name) -> {
          List<Integer> sizes = values.get(name).sizes();
          if (strideOf(sizes, picture.sizes()) != stride) {
            throw new IllegalArgumentException(
                "value '%s' of the file is %s for a picture of %s, expected stride %d"
                    .formatted(name, sizes, picture.sizes(), stride));
          }
        });
    return names.values().stream().map(values::get).toList();
  }

  /** 0 when the value is no picture of a stride. */
  private static int strideOf(List<Integer> sizes, List<Integer> picture) {
    if (sizes.size() != 3) {
      return 0;
    }
    int stride = picture.get(1) / sizes.get(1);
    boolean fits =
        stride * sizes.get(1) == picture.get(1) && stride * sizes.get(2) == picture.get(2);
    return fits && Integer.bitCount(stride) == 1 ? stride : 0;
  }

  /** The values that are found on the way down. */
  private static final class Choice {
    private final Map<Integer, String> found = new LinkedHashMap<>();
    private final Map<String, Traced> values;
    private final List<Integer> input;
    private Optional<String> refusal = Optional.empty();

    private Choice(FileGraph graph, List<Integer> input) {
      this.input = input;
      values = graph.begin(NetTable.sizesOnly(input));
      var goingOn = new HashSet<String>();
      for (OnnxNode node : graph.file().nodes()) {
        if (GOING_ON.contains(node.operator())) {
          goingOn.addAll(node.inputs());
        }
      }
      int greatest = 1;
      for (OnnxNode node : graph.file().nodes()) {
        if (!computed(graph, node)) {
          continue;
        }
        int stride = node.outputs().stream().mapToInt(this::stride).max().orElse(0);
        if (enlarges(node, stride)) {
          break;
        }
        if (stride >= greatest) {
          greatest = stride;
          node.outputs().stream()
              .filter(goingOn::contains)
              .findFirst()
              .ifPresent(name -> found.put(stride, name));
        }
      }
    }

    private boolean computed(FileGraph graph, OnnxNode node) {
      try {
        graph.run(node, values);
        return true;
      } catch (IllegalArgumentException e) {
        if (node.inputs().stream().anyMatch(values::containsKey)) {
          refusal = refusal.or(() -> Optional.of(e.getMessage()));
        }
        return false;
      }
    }

    private int stride(String name) {
      Traced value = values.get(name);
      return value == null ? 0 : strideOf(value.value().sizes(), input);
    }

    private boolean enlarges(OnnxNode node, int stride) {
      return stride > 0 && node.inputs().stream().anyMatch(in -> enlargesOne(node, in, stride));
    }

    private boolean enlargesOne(OnnxNode node, String in, int stride) {
      boolean resizes = Set.of("Resize", "Upsample", "ConvTranspose").contains(node.operator());
      return resizes && stride(in) > stride;
    }

    private String of(int stride) {
      String name = found.get(stride);
      if (name == null) {
        throw new IllegalArgumentException(
            "the file has no value of stride %d that can be read, only of %s%s"
                .formatted(stride, found.keySet(), refusal.map(why -> ": " + why).orElse("")));
      }
      return name;
    }
  }
}
