package sightline.inference.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which output of a net is which, for families that read several.
 *
 * @param names of the outputs, in the order in which the family wants them; none for the order of
 *     the file
 */
public record OutputOrder(List<String> names) {

  /** The parameter of decoders that gives the names. */
  public static final String KEY = "outputs";

  public OutputOrder {
    names = List.copyOf(names);
  }

  /** As {@code spec} says. */
  public static OutputOrder of(DecoderSpec spec) {
    return new OutputOrder(
        Stream.of(spec.text(KEY, "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /** For parameters: the names of {@code outputs} in that order. */
  public static String text(List<TensorInfo> outputs) {
    return outputs.stream().map(TensorInfo::name).collect(Collectors.joining(","));
  }

  /**
   * The {@code expected} of {@code outputs} that are meant, in the order in which they are wanted.
   *
   * @throws IllegalArgumentException when there are fewer, or one is not there
   */
  public <T> List<T> pick(List<T> outputs, int expected, Function<T, String> name) {
    int given = names.isEmpty() ? outputs.size() : names.size();
    if (given != expected) {
      throw new IllegalArgumentException(
          "expected %d outputs, found %s".formatted(expected, names.isEmpty() ? outputs : names));
    }
    if (names.isEmpty()) {
      return outputs;
    }
    var picked = new ArrayList<T>(expected);
    for (String wanted : names) {
      picked.add(named(wanted, outputs, name));
    }
    return picked;
  }

  private static <T> T named(String wanted, List<T> outputs, Function<T, String> name) {
    for (T output : outputs) {
      if (name.apply(output).equals(wanted)) {
        return output;
      }
    }
    throw new IllegalArgumentException(
        "expected an output %s, found %s".formatted(wanted, outputs));
  }
}
