package sightline.trainer.publish.registry;

/** The registry says no, and will say so again; the message is its own sentence. */
public final class RegistryRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  RegistryRefused(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** What it answered on HTTP; 0 when it refused a file after it had come. */
  public int status() {
    return status;
  }
}
