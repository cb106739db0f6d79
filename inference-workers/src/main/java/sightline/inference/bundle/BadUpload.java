package sightline.inference.bundle;

/** An upload is no model, or a dangerous one; the message is one sentence for people. */
public final class BadUpload extends Exception {

  private static final long serialVersionUID = 1L;

  public BadUpload(String sentence, Object... values) {
    super(sentence.formatted(values));
  }
}
