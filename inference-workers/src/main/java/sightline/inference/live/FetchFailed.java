package sightline.inference.live;

/** A model's file could not be had; the message is one sentence. */
final class FetchFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * A failure.
   *
   * @param passing whether it may well succeed later, since nobody answered
   */
  FetchFailed(String sentence, boolean passing, Throwable cause) {
    super(sentence, cause);
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }
}
