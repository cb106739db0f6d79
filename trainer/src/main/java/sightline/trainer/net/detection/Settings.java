package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Parameters of a net or a loss by name, numbers and words as text.
 *
 * @param path of the parameters in the recipe, for messages
 * @param given by the recipe
 */
public record Settings(String path, Map<String, String> given) {

  private static final Pattern COMMA = Pattern.compile("[,/\\s]+");

  public Settings {
    given = Map.copyOf(given);
  }

  /**
   * These, if all of their names are {@code known}.
   *
   * @throws IllegalArgumentException for one that is not
   */
  public Settings allow(Set<String> known) {
    for (String name : new TreeSet<>(given.keySet())) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s.%s is not known, expected one of %s"
                .formatted(path, name, String.join(", ", new TreeSet<>(known))));
      }
    }
    return this;
  }

  /** A whole number of {@code least} to {@code most}. */
  public int whole(String name, int usual, int least, int most) {
    String text = text(name, Integer.toString(usual));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number from %d to %d".formatted(least, most));
    }
    throw wrong(name, "a whole number from %d to %d".formatted(least, most));
  }

  /** A number of {@code least} to {@code most}. */
  public double number(String name, double usual, double least, double most) {
    try {
      double number = Double.parseDouble(text(name, Double.toString(usual)));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "a number from %s to %s".formatted(least, most));
    }
    throw wrong(name, "a number from %s to %s".formatted(least, most));
  }

  /** One of {@code choices}; the first is the usual one. */
  public String choice(String name, String... choices) {
    String word = text(name, choices[0]);
    if (!Arrays.asList(choices).contains(word)) {
      throw wrong(name, "one of " + String.join(", ", choices));
    }
    return word;
  }

  /** Numbers above 0 with commas between. */
  public List<Double> numbers(String name, String usual) {
    var numbers = new ArrayList<Double>();
    for (String word : COMMA.split(text(name, usual).strip())) {
      try {
        numbers.add(Double.valueOf(word));
      } catch (NumberFormatException e) {
        throw wrong(name, "numbers with commas between");
      }
    }
    if (numbers.stream().anyMatch(number -> !(number > 0 && number <= 1e6))) {
      throw wrong(name, "numbers above 0, at most a million");
    }
    return numbers;
  }

  public String text(String name, String usual) {
    return given.getOrDefault(name, usual);
  }

  /** Says what is wrong with the parameter {@code name}. */
  public IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "%s.%s is %s, expected %s".formatted(path, name, text(name, "absent"), expected));
  }
}
