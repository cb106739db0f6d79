package sightline.deploy.models;

/** The registry refused, or does not answer; the message is one sentence that says what to do. */
public final class RegistryFailed extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;

  private final int status;

  private RegistryFailed(int status, String sentence, Throwable cause) {
    super(sentence, cause);
    this.status = status;
  }

  /** It answered with {@code status}. */
  public static RegistryFailed refused(int status, String sentence) {
    return new RegistryFailed(status, sentence, null);
  }

  /** It gave no answer. */
  public static RegistryFailed away(String sentence, Throwable cause) {
    return new RegistryFailed(NO_ANSWER, sentence, cause);
  }

  /** What it answered on HTTP; 0 when it did not answer. */
  public int status() {
    return status;
  }

  /** Whether the same question may be answered later. */
  public boolean mayPass() {
    return status == NO_ANSWER || status >= 500;
  }

  /** Whether what the user gave cannot work. */
  public boolean isBadInput() {
    return status == 400 || status == 413 || status == 415 || status == 422;
  }
}
