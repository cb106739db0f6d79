package sightline.trainer.recipe;

/** Values of others as a sentence may quote them. */
final class OneLine {

  private static final int MOST = 80;

  private OneLine() {}

  /** {@code value} without line breaks and control characters, cut after {@value #MOST}. */
  static String of(Object value) {
    String text = String.valueOf(value).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    String whole = text.isEmpty() ? "empty" : text;
    return whole.length() <= MOST ? whole : whole.substring(0, MOST) + "…";
  }
}
