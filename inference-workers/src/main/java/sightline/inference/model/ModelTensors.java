package sightline.inference.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model file says about itself: what goes in, what comes out, and its metadata.
 *
 * @param inputs in the order of the file
 * @param outputs in the order of the file
 * @param metadata custom metadata by key, empty when there is none
 */
public record ModelTensors(
    List<TensorInfo> inputs, List<TensorInfo> outputs, Map<String, String> metadata) {

  public ModelTensors {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
  }

  /** For people: {@code images float[1,3,416,416] -> output float[1,3549,85]}. */
  @Override
  public String toString() {
    return join(inputs) + " -> " + join(outputs);
  }

  private static String join(List<TensorInfo> tensors) {
    return tensors.stream().map(TensorInfo::toString).collect(Collectors.joining(", "));
  }
}
