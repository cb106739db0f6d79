package sightline.deploy;

import java.util.function.Supplier;

/** The user gave something that cannot work; the message is one sentence that says what and how. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String sentence) {
    super(sentence);
  }

  BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** What {@code reader} makes of the user's words; that it refuses them is the user's affair. */
  static <T> T unlessRead(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage(), e);
    }
  }
}
