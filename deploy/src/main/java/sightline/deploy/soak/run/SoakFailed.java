package sightline.deploy.soak.run;

/** The run could not take place, or not be counted; the message is one sentence that says why. */
public final class SoakFailed extends Exception {

  private static final long serialVersionUID = 1L;

  public SoakFailed(String sentence) {
    super(sentence);
  }

  public SoakFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
