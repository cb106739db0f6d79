package sightline.trainer.export;

import java.util.List;
import java.util.Map;
import sightline.trainer.net.Parameter;

/**
 * Puts the numbers of parameters into a graph.
 *
 * <p>Threading: one thread.
 */
final class OnnxRecorder {

  private final OnnxGraph graph;
  private final Map<String, float[]> numbers;

  OnnxRecorder(OnnxGraph graph, Map<String, float[]> numbers) {
    this.graph = graph;
    this.numbers = numbers;
  }

  OnnxGraph graph() {
    return graph;
  }

  String put(Parameter parameter) {
    return graph.floats(parameter.name(), of(parameter), sizes(parameter.sizes()));
  }

  float[] of(Parameter parameter) {
    float[] found = numbers.get(parameter.name());
    if (found == null || found.length != parameter.count()) {
      throw new IllegalArgumentException(
          "parameter %s has %s numbers, expected %d"
              .formatted(
                  parameter.name(), found == null ? "no" : "" + found.length, parameter.count()));
    }
    return found;
  }

  static long[] sizes(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }
}
