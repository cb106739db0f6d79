package sightline.inference.image;

/** A picture that cannot be decoded; the message is one sentence: what was expected, what found. */
public final class UnreadablePicture extends Exception {

  private final boolean oversize;

  private UnreadablePicture(String detail, boolean oversize) {
    super(detail);
    this.oversize = oversize;
  }

  /** The bytes are no JPEG, or not all of one. */
  static UnreadablePicture garbage(String detail) {
    return new UnreadablePicture(detail, false);
  }

  /** It is a JPEG, but larger than allowed. */
  static UnreadablePicture oversize(String detail) {
    return new UnreadablePicture(detail, true);
  }

  /** Whether it is a JPEG larger than allowed, of which no pixel was decoded. */
  public boolean isOversize() {
    return oversize;
  }
}
