package sightline.ingest.source;

/**
 * A source could not be opened or gives no more frames; trying again may help. The message is one
 * sentence without credentials.
 */
public final class SourceLost extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, as far as it changes what is done about it. */
  public enum Cause {
    /** Not reachable, broken off, or not understood. */
    BROKEN,
    /** The camera refuses the credentials. */
    CREDENTIALS,
    /** We ended the read ourselves. */
    STOPPED
  }

  private final Cause reason;

  public SourceLost(Cause reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Cause reason() {
    return reason;
  }
}
