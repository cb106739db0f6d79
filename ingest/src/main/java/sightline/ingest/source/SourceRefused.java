package sightline.ingest.source;

/** A location cannot be read as footage at all; the message is one sentence without credentials. */
public final class SourceRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public SourceRefused(String message) {
    super(message);
  }
}
