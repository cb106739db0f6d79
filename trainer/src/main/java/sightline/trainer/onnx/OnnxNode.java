package sightline.trainer.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator at work.
 *
 * @param name may be empty; use {@link #called} in messages
 * @param domain empty for ONNX's own operators
 * @param inputs names of values, empty where one is left out
 * @param outputs names of values
 * @param attributes by name: Long, Float, String, {@code List<Long>}, {@code List<Float>} or {@link
 *     OnnxNumbers}; others are left out
 */
public record OnnxNode(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes) {

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /** Its name, or that of what it gives. */
  public String called() {
    return name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name;
  }

  public long whole(String attribute, long usual) {
    return attributes.get(attribute) instanceof Long number ? number : usual;
  }

  public float real(String attribute, float usual) {
    return attributes.get(attribute) instanceof Float number ? number : usual;
  }

  public String text(String attribute, String usual) {
    return attributes.get(attribute) instanceof String text ? text : usual;
  }

  /** Whole numbers; those of {@code usual} when the node says none. */
  public List<Long> wholes(String attribute, Long... usual) {
    return list(attribute, Long.class, usual);
  }

  /** Real numbers; those of {@code usual} when the node says none. */
  public List<Float> reals(String attribute, Float... usual) {
    return list(attribute, Float.class, usual);
  }

  @SafeVarargs
  private <T> List<T> list(String attribute, Class<T> type, T... usual) {
    if (attributes.get(attribute) instanceof List<?> found
        && found.stream().allMatch(type::isInstance)) {
      return found.stream().map(type::cast).toList();
    }
    return List.of(usual);
  }

  /** Whether the node says anything of {@code attribute}. */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }
}
