package sightline.events.codec;

/** A record does not hold what its topic promises; the message says what is wrong with it. */
public final class MalformedRecord extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedRecord(String message) {
    super(message);
  }

  public MalformedRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
