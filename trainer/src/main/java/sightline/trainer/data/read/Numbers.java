package sightline.trainer.data.read;

/** Numbers as people and programs write them into annotations. Never NaN, never infinite. */
public final class Numbers {

  private static final int LONGEST = 64;

  private Numbers() {}

  /** A finite number; {@code what} names it in the sentence that refuses it. */
  public static double real(String text, String what) throws Flawed {
    String trimmed = text.strip();
    try {
      double value = trimmed.length() > LONGEST ? Double.NaN : Double.parseDouble(trimmed);
      boolean plain =
          trimmed.isEmpty() || "0123456789.".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0;
      if (Double.isFinite(value) && plain) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, with every other text that is no number
    }
    throw Flawed.of("expected a number as %s, found %s", what, Flawed.quoted(trimmed));
  }

  /** An integer; {@code 3.0} is one too, since some programs write every number so. */
  public static long whole(String text, String what) throws Flawed {
    double value = real(text, what);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw Flawed.of("expected an integer as %s, found %s", what, Flawed.quoted(text.strip()));
    }
    return (long) value;
  }
}
