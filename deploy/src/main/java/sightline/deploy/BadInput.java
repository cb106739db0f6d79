package sightline.deploy;

/** The user gave something that cannot work; the message is one sentence that says what and how. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String sentence) {
    super(sentence);
  }

  BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
