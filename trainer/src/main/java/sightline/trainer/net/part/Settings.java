package sightline.trainer.net.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Parameters of a part of a recipe, by name. Each is read with its default and its limits; {@link
 * #requireKnown} refuses those that nobody has read.
 *
 * <p>Threading: one thread.
 */
public final class Settings {

  private static final Pattern COMMA = Pattern.compile("[,/\\s]+");
  private static final double MOST = 1e6;

  private final String part;
  private final Map<String, String> given;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param part of the recipe, for example {@code net.parameters}
   * @param given as the recipe says
   */
  public Settings(String part, Map<String, String> given) {
    this.part = part;
    this.given = new TreeMap<>(given);
  }

  /** One of {@code allowed}; the first is the default. */
  public String word(String key, String... allowed) {
    String word = text(key, allowed[0]);
    require(List.of(allowed).contains(word), key, word, "one of " + String.join(", ", allowed));
    return word;
  }

  /** The constant whose name in lower case, with hyphens, is given; the first is the default. */
  @SafeVarargs
  public final <E extends Enum<E>> E choice(String key, E... allowed) {
    var words = new ArrayList<String>();
    for (E one : allowed) {
      words.add(one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return allowed[words.indexOf(word(key, words.toArray(String[]::new)))];
  }

  public int whole(String key, int usual, int least, int most) {
    String text = text(key, Integer.toString(usual));
    String expected = "a whole number from %d to %d".formatted(least, most);
    try {
      int number = Integer.parseInt(text);
      require(number >= least && number <= most, key, text, expected);
      return number;
    } catch (NumberFormatException e) {
      throw wrong(key, expected);
    }
  }

  public double number(String key, double usual, double least, double most) {
    String text = text(key, Double.toString(usual));
    String expected = "a number from %s to %s".formatted(least, most);
    double number = parse(key, text, expected);
    require(number >= least && number <= most, key, text, expected);
    return number;
  }

  /** Numbers with commas, blanks or slashes between them. */
  public List<Double> numbers(String key, String usual) {
    String text = text(key, usual);
    var numbers = new ArrayList<Double>();
    if (!text.isEmpty()) {
      for (String one : COMMA.split(text)) {
        numbers.add(parse(key, one, "numbers with commas between"));
      }
    }
    return numbers;
  }

  /** The same, all above 0 and at most a million; at least one. */
  public List<Double> positives(String key, String usual) {
    List<Double> numbers = numbers(key, usual);
    boolean fine = numbers.stream().allMatch(number -> number > 0 && number <= MOST);
    require(
        fine && !numbers.isEmpty(), key, text(key, usual), "numbers above 0, at most a million");
    return numbers;
  }

  public boolean flag(String key, boolean usual) {
    return usual
        ? word(key, "true", "false").equals("true")
        : !word(key, "false", "true").equals("false");
  }

  public String text(String key, String usual) {
    known.add(key);
    return given.getOrDefault(key, usual).strip();
  }

  /**
   * Refuses what was not asked for.
   *
   * @throws IllegalArgumentException naming one that is not known, and all that are
   */
  public void requireKnown() {
    for (String key : given.keySet()) {
      require(known.contains(key), key, given.get(key), "one of the parameters " + known);
    }
  }

  /** Refuses a value whose meaning depends on others. */
  public void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw refusal(key, value, expected);
    }
  }

  /** Says what is wrong with the parameter {@code key} as it was given. */
  public IllegalArgumentException wrong(String key, String expected) {
    return refusal(key, text(key, "absent"), expected);
  }

  private IllegalArgumentException refusal(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "%s.%s is %s, expected %s".formatted(part, key, value, expected));
  }

  private double parse(String key, String number, String expected) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw wrong(key, expected);
    }
  }
}
