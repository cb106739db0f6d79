package sightline.registry.shelf;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;

/**
 * Which settings of a camera can be changed while it runs, and what each may be. Whether they fit
 * its site file only ingest knows.
 *
 * <p>Threading: stateless, any thread.
 */
public final class CameraForm {

  private static final String WHEN_BEHIND = "whenBehind";
  private static final String DEADLINE = "deadline";
  private static final int MAX_LETTERS = 40;

  private static final List<String> KEYS =
      List.of(
          "framesPerSecond",
          "longestSide",
          "jpegQuality",
          WHEN_BEHIND,
          DEADLINE,
          "priority",
          "floorFramesPerSecond");

  private static final List<String> POLICIES =
      Arrays.stream(WhenBehind.values())
          .filter(one -> one != WhenBehind.WAIT)
          .map(WhenBehind::name)
          .toList();

  private CameraForm() {}

  /**
   * Lets pass what makes sense.
   *
   * @throws Refused with the key, what it is and what it may be
   */
  public static void require(Map<String, String> settings) {
    settings.forEach(CameraForm::require);
    boolean needsDeadline = WhenBehind.DEADLINE.name().equals(settings.get(WHEN_BEHIND));
    String deadline = settings.get(DEADLINE);
    if (needsDeadline && deadline != null && Duration.parse(deadline).isZero()) {
      throw refused(DEADLINE, deadline, "more than zero when whenBehind is DEADLINE");
    }
  }

  private static void require(String key, String value) {
    switch (key) {
      case "framesPerSecond", "floorFramesPerSecond" ->
          hold(isNumber(value, 0, 1000), key, value, "0 to 1000");
      case "longestSide" ->
          hold(isWhole(value, 0, 0) || isWhole(value, 16, 16_384), key, value, "0, or 16 to 16384");
      case "jpegQuality" -> hold(isWhole(value, 1, 100), key, value, "1 to 100");
      case "priority" ->
          hold(
              isWhole(value, 1, QueuePolicy.MAX_PRIORITY),
              key,
              value,
              "1 (the most important) to " + QueuePolicy.MAX_PRIORITY);
      case DEADLINE ->
          hold(isDuration(value), key, value, "a duration of zero or more, such as PT2S");
      case WHEN_BEHIND ->
          hold(
              POLICIES.contains(value),
              key,
              value,
              "one of %s; whether a camera WAITs the site file says, for it decides its partition"
                  .formatted(POLICIES));
      default -> throw unknown(key);
    }
  }

  private static Refused unknown(String key) {
    String why =
        key.equals("location")
            ? "here, because it may hold a password and everyone may read this; change it in the"
                + " site file"
            : "while a camera runs";
    return new Refused(
        Refused.Kind.INVALID,
        "%s cannot be changed %s, expected one of %s".formatted(shown(key), why, KEYS));
  }

  private static boolean isNumber(String value, double least, double most) {
    return holds(value, text -> between(Double.parseDouble(text), least, most));
  }

  private static boolean isWhole(String value, int least, int most) {
    return holds(value, text -> between(Integer.parseInt(text), least, most));
  }

  private static boolean isDuration(String value) {
    return holds(value, text -> !Duration.parse(text).isNegative());
  }

  private static boolean between(double number, double least, double most) {
    return number >= least && number <= most;
  }

  private static boolean holds(String value, Predicate<String> rule) {
    try {
      return value.length() <= MAX_LETTERS && rule.test(value);
    } catch (NumberFormatException | DateTimeParseException e) {
      return false;
    }
  }

  private static void hold(boolean holds, String key, String value, String expected) {
    if (!holds) {
      throw refused(key, value, expected);
    }
  }

  private static Refused refused(String key, String value, String expected) {
    return new Refused(
        Refused.Kind.INVALID, "%s is %s, expected %s".formatted(key, shown(value), expected));
  }

  private static String shown(String text) {
    String shown = text.length() <= MAX_LETTERS ? text : text.substring(0, MAX_LETTERS) + "…";
    return shown.isBlank() ? "empty" : shown;
  }
}
