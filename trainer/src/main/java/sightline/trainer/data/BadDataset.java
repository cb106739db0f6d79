package sightline.trainer.data;

/**
 * A dataset that cannot be read. The message is one sentence: what was expected, what was found.
 */
public final class BadDataset extends Exception {

  public BadDataset(String sentence) {
    super(sentence);
  }

  /** An annotation that cannot be used, where that was to end the reading. */
  public BadDataset(Flaw flaw) {
    this(flaw.toString());
  }
}
