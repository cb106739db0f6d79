package sightline.inference.engine;

/** A model file or an execution provider cannot be used; the message is one sentence. */
public final class EngineRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public EngineRefused(String message) {
    super(message);
  }

  public EngineRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
