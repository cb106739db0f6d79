package sightline.trainer.export;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.net.Parameter;
import sightline.trainer.numbers.SafeTensors;
import sightline.trainer.numbers.SafeTensors.Stored;
import sightline.trainer.onnx.OnnxModel;
import sightline.trainer.onnx.OnnxNumbers;

/**
 * The parameters of a net in a file that {@link OnnxFile} wrote. Most stand in its graph under
 * their names; what is folded, or not needed for the answer, stands in one metadata entry, Base64
 * of a file of {@link SafeTensors}: parameters by name, and what weights were multiplied by under
 * their name and {@code /scale}.
 *
 * <p>Threading: stateless, any thread.
 */
public final class TrainedNumbers {

  /** Of the metadata entry. */
  static final String KEY = "sightline.parameters";

  private static final String SCALE = "/scale";
  private static final String TRANSPOSED = ".transposed";
  private static final String SAMPLE = ".sample";

  private TrainedNumbers() {}

  /** The entry for what {@code graph} has not under its name. */
  static String rest(List<Parameter> parameters, Map<String, float[]> numbers, OnnxGraph graph) {
    var rest = new LinkedHashMap<String, Stored>();
    for (Parameter one : parameters) {
      String name = one.name();
      float[] its = numbers.get(name);
      boolean stands =
          its == null
              || graph.holds(name, its)
              || graph.has(name + TRANSPOSED)
              || graph.has(name + SAMPLE);
      if (graph.scales().containsKey(name)) {
        rest.put(name + SCALE, graph.scales().get(name));
      } else if (!stands) {
        rest.put(name, new Stored(one.sizes(), its));
      }
    }
    return Base64.getEncoder().encodeToString(SafeTensors.bytes(rest));
  }

  /**
   * All parameters by name, weights to one rounding; empty when the file is not of this trainer.
   *
   * @throws IllegalArgumentException when the entry is damaged
   */
  public static Optional<Map<String, Stored>> of(OnnxModel file) {
    String entry = file.metadata().get(KEY);
    if (entry == null) {
      return Optional.empty();
    }
    var all = new LinkedHashMap<String, Stored>();
    file.numbers().forEach((name, numbers) -> put(all, name, numbers));
    rest(entry)
        .forEach(
            (name, stored) -> {
              if (name.endsWith(SCALE)) {
                String weight = name.substring(0, name.length() - SCALE.length());
                all.computeIfPresent(weight, (key, folded) -> unfolded(key, folded, stored));
              } else {
                all.put(name, stored);
              }
            });
    return Optional.of(all);
  }

  private static Map<String, Stored> rest(String entry) {
    try {
      return SafeTensors.read(KEY, Base64.getDecoder().decode(entry));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "metadata entry %s is damaged: %s".formatted(KEY, e.getMessage()), e);
    }
  }

  private static void put(Map<String, Stored> all, String name, OnnxNumbers numbers) {
    if (numbers.kind() != OnnxNumbers.Kind.FLOAT) {
      return;
    }
    List<Integer> sizes = numbers.sizes();
    if (name.endsWith(TRANSPOSED) && sizes.size() == 2) {
      String its = name.substring(0, name.length() - TRANSPOSED.length());
      all.put(its, transposed(numbers.floats(), sizes.get(0), sizes.get(1)));
    } else if (name.endsWith(SAMPLE) && !sizes.isEmpty()) {
      String its = name.substring(0, name.length() - SAMPLE.length());
      all.put(its, new Stored(sizes.subList(1, sizes.size()), numbers.floats()));
    } else {
      all.put(name, new Stored(sizes, numbers.floats()));
    }
  }

  private static Stored transposed(float[] numbers, int rows, int columns) {
    var turned = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      turned[i % columns * rows + i / columns] = numbers[i];
    }
    return new Stored(List.of(columns, rows), turned);
  }

  /** Divides what {@link OnnxGraph#fold} has multiplied. */
  private static Stored unfolded(String name, Stored folded, Stored scale) {
    List<Integer> sizes = folded.sizes();
    boolean fits = sizes.size() == 4 && scale.sizes().size() == 4;
    int axis = fits && scale.sizes().get(0) == 1 && scale.sizes().get(1) > 1 ? 1 : 0;
    int out = scale.numbers().length;
    if (!fits || out != 1 && out != sizes.get(axis)) {
      throw new IllegalArgumentException(
          "%s/scale has sizes %s, expected some that spread over %s"
              .formatted(name, scale.sizes(), sizes));
    }
    int inner = sizes.get(2) * sizes.get(3) * (axis == 0 ? sizes.get(1) : 1);
    var numbers = folded.numbers().clone();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] /= scale.numbers()[i / inner % out];
    }
    return new Stored(sizes, numbers);
  }
}
