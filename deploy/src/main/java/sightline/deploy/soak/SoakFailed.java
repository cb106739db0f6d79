package sightline.deploy.soak;

/** The run could not take place, or not be counted; the message is one sentence that says why. */
final class SoakFailed extends Exception {

  private static final long serialVersionUID = 1L;

  SoakFailed(String sentence) {
    super(sentence);
  }

  SoakFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
