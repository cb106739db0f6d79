package sightline.inference.engine;

/** The net could not be run on these inputs; the message is one sentence. */
public final class InferenceFailed extends Exception {

  private static final long serialVersionUID = 1L;

  public InferenceFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
