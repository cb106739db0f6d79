package sightline.registry.intake;

/** An upload that is not taken; the message is one sentence that helps. */
public final class IntakeRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Limit limit;

  /** Which limit it met. */
  public enum Limit {
    /** Larger than {@code maxUploadBytes}. */
    TOO_LARGE,
    /** As many as {@code maxUploads} are on their way. */
    TOO_MANY,
    /** Slower than {@code minUploadBytesPerSecond}, or silent for {@code uploadIdle}. */
    TOO_SLOW,
    /** Less than {@code minFreeBytes} would stay free on the disk. */
    NO_SPACE,
    /** It ended before its declared size. */
    BROKEN_OFF,
    /** Not one byte. */
    EMPTY;

    /** As metrics know it. */
    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  IntakeRefused(Limit limit, String sentence) {
    super(sentence, null, false, false);
    this.limit = limit;
  }

  public Limit limit() {
    return limit;
  }
}
