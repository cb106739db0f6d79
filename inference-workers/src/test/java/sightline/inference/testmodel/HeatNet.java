package sightline.inference.testmodel;

import java.util.List;
import java.util.Map;

/**
 * A net that finds red and orange unusual, so that tests need no trained model: {@code
 * float[N,3,64,64]}, RGB 0 to 1, to {@code heat[N,1,16,16]} and {@code score[N,1]}, the largest
 * heat.
 */
public final class HeatNet {

  private static final int SIDE = 64;
  private static final int CELL = 4; // input px

  private static final String MANIFEST =
      """
      task: anomaly
      input: {color: RGB, fit: LETTERBOX_CENTER, pad: 114}
      decoder: {family: heat, threshold: 0.5}
      labels: [abnormal]
      """;

  private HeatNet() {}

  public static byte[] bytes() {
    return bytes(List.of("Relu"));
  }

  /** One whose heat is no number wherever there is none. */
  public static byte[] broken() {
    return bytes(List.of("Log", "Sqrt"));
  }

  private static byte[] bytes(List<String> operators) {
    var file = new OnnxWriter();
    file.metadata("sightline.manifest", MANIFEST);
    String seen = file.input("images", "N", 3, SIDE, SIDE);
    seen = file.node("Conv", Map.of(), seen, file.floats(List.of(1L, 3L, 1L, 1L), 2, -1, -1));
    List<Integer> window = List.of(CELL, CELL);
    Map<String, Object> pooling = Map.of("kernel_shape", window, "strides", window);
    seen = file.node("MaxPool", pooling, seen);
    for (String operator : operators) {
      seen = file.node(operator, Map.of(), seen);
    }
    file.node("Identity", Map.of(), List.of(seen), List.of("heat"));
    String most = file.node("GlobalMaxPool", Map.of(), "heat");
    file.node("Reshape", Map.of(), List.of(most, file.longs(0, 1)), List.of("score"));
    file.output("heat", "N", 1, SIDE / CELL, SIDE / CELL);
    file.output("score", "N", 1);
    return file.write("heat-net");
  }
}
