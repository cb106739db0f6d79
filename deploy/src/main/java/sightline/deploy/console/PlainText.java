package sightline.deploy.console;

import java.util.Locale;

/** Texts and sizes of others as a console may show them. */
public final class PlainText {

  private static final long KILO = 1_000;

  private PlainText() {}

  /** {@code text} without control characters, which could do things to a terminal. */
  public static String of(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** {@code 3.7 MB}. */
  public static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " bytes";
    }
    return bytes < KILO * KILO
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
