package sightline.trainer.data;

/**
 * An annotation that cannot be used.
 *
 * @param file as a path inside the dataset
 * @param line from 1; 0 when the file has no lines
 * @param what one sentence: what was expected, what was found
 */
public record Flaw(String file, int line, String what) {

  /** For people: {@code labels/7.txt:3: class 80, expected 0 to 79}. */
  @Override
  public String toString() {
    return line > 0 ? "%s:%d: %s".formatted(file, line, what) : "%s: %s".formatted(file, what);
  }
}
