package sightline.inference.track;

import java.util.Arrays;
import java.util.Locale;

/** How the objects of one frame are recognized in the next. */
public enum TrackerKind {
  /** Not at all. */
  NONE,
  /** {@link Sort}. */
  SORT,
  /** {@link ByteTrack}. */
  BYTETRACK;

  /** As the settings spell it: {@code none}, {@code sort}, {@code bytetrack}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind that {@code setting} spells.
   *
   * @param key where it stands, for the error text
   * @throws IllegalArgumentException when there is none
   */
  public static TrackerKind of(String key, String setting) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName().equals(setting))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is %s, expected none, sort, bytetrack".formatted(key, setting)));
  }
}
