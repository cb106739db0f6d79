package sightline.ingest;

/** Ingest cannot start as configured; the message is one sentence without credentials. */
public final class IngestRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public IngestRefused(String message) {
    super(message);
  }
}
