package sightline.trainer.net.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Parameters of a part of a recipe, by name. Each is read with its default and its limits; {@link
 * #requireKnown} refuses those that nobody has read.
 *
 * <p>Threading: one thread.
 */
public final class Settings {

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
    double number = number(key, usual, least, most);
    require(number == Math.rint(number), key, number, "a whole number");
    return (int) number;
  }

  public double number(String key, double usual, double least, double most) {
    double number = parse(key, text(key, Double.toString(usual)));
    require(number >= least && number <= most, key, number, least + " to " + most);
    return number;
  }

  /** Numbers with commas between them; none by default. */
  public List<Double> numbers(String key) {
    String text = text(key, "");
    var numbers = new ArrayList<Double>();
    if (!text.isEmpty()) {
      for (String one : text.split(",", -1)) {
        numbers.add(parse(key, one.strip()));
      }
    }
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
      throw new IllegalArgumentException(
          "%s.%s is %s, expected %s".formatted(part, key, value, expected));
    }
  }

  private double parse(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s.%s is %s, expected a number".formatted(part, key, text), e);
    }
  }
}
