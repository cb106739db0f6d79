package sightline.ingest.publish;

/** Frames cannot be published as configured; the message is one sentence. */
public final class PublishRefused extends Exception {

  private static final long serialVersionUID = 1L;

  public PublishRefused(String message) {
    super(message);
  }
}
