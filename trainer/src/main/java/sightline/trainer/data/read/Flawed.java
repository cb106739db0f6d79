package sightline.trainer.data.read;

/**
 * Says in one sentence why an annotation cannot be used. Caught where its file and line are known.
 */
public final class Flawed extends Exception {

  public Flawed(String what) {
    super(what, null, false, false);
  }

  /** With {@link String#format} applied. */
  public static Flawed of(String format, Object... values) {
    return new Flawed(format.formatted(values));
  }

  /** At most 60 characters of a text that somebody else wrote, without line ends. */
  public static String quoted(String found) {
    String start = found.length() > 60 ? found.substring(0, 60) + "..." : found;
    return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
