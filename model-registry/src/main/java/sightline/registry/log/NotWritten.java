package sightline.registry.log;

/** The log did not take something, or nobody knows whether it did; the message is a sentence. */
public final class NotWritten extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean surely;

  NotWritten(String sentence, boolean surely) {
    super(sentence);
    this.surely = surely;
  }

  /** It does not stand in the log and never will, and this registry still writes. */
  public static NotWritten surely(String sentence) {
    return new NotWritten(sentence, true);
  }

  /** It may stand in the log, or somebody else writes now. */
  public static NotWritten perhaps(String sentence) {
    return new NotWritten(sentence, false);
  }

  /** Whether it may be tried again. */
  public boolean surely() {
    return surely;
  }
}
