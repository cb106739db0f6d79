package sightline.deploy.console;

import java.util.function.Supplier;

/** The user gave something that cannot work; the message is one sentence that says what and how. */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadInput(String sentence) {
    super(sentence);
  }

  public BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** What {@code reader} makes of the user's words; that it refuses them is the user's affair. */
  public static <T> T unlessRead(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage(), e);
    }
  }
}
