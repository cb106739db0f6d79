package sightline.deploy.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations as people type them: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}. */
public final class TimeText {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private TimeText() {}

  /**
   * A duration such as {@code 30s} or {@code PT30S}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Duration duration(String option, String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = SHORT.matcher(plain);
    if (matcher.matches()) {
      return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
    try {
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException e) {
      throw refused(option, text, "a duration such as 30s, 10m or PT30S", e);
    }
    throw refused(option, text, "zero or more", null);
  }

  /**
   * A time such as {@code 2026-11-22T14:00:00Z}, or how long ago it was, such as {@code 10m}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Instant since(String option, String text, Clock clock) {
    try {
      return text.contains("-") && text.contains("T")
          ? OffsetDateTime.parse(text.strip()).toInstant()
          : clock.instant().minus(duration(option, text));
    } catch (DateTimeException | ArithmeticException e) {
      throw refused(option, text, "10m, 2h, 1d, or a time such as 2026-11-22T14:00:00Z", e);
    }
  }

  /** The time of day here: {@code 14:02:11}. */
  public static String clock(Instant at) {
    return CLOCK.withZone(ZoneId.systemDefault()).format(at);
  }

  /** Day and time here of {@code rfc3339}; that text itself when it is no time. */
  public static String shown(String rfc3339) {
    try {
      return SHOWN.withZone(ZoneId.systemDefault()).format(Instant.parse(rfc3339));
    } catch (DateTimeException e) {
      return PlainText.of(rfc3339);
    }
  }

  private static IllegalArgumentException refused(
      String option, String text, String expected, Exception cause) {
    return new IllegalArgumentException(
        "%s is '%s', expected %s".formatted(option, text, expected), cause);
  }
}
