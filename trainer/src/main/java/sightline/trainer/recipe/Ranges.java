package sightline.trainer.recipe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the values of a recipe must keep to; a refusal says key, value and expectation. */
final class Ranges {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Ranges() {}

  static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "recipe.%s is %s, expected %s".formatted(key, OneLine.of(value), expected));
    }
  }

  static void requireBetween(long least, long most, String key, long value) {
    require(value >= least && value <= most, key, value, least + " to " + most);
  }

  static void requireBetween(double least, double most, String key, double value) {
    boolean within = value >= least && value <= most; // false for NaN
    require(within, key, value, "%s to %s".formatted(plain(least), plain(most)));
  }

  static void requireShare(String key, double value) {
    requireBetween(0.0, 1.0, key, value);
  }

  static void requireOneOf(List<String> known, String key, String value) {
    require(known.contains(value), key, value, "one of " + String.join(", ", known));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** {@code values} in the order of their names, which makes texts and digests the same. */
  static <T> Map<String, T> sorted(String key, Map<String, T> values, int most) {
    require(values.size() <= most, key, values.size() + " keys", "at most " + most);
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
