package sightline.trainer.data;

/** What becomes of a reading when an annotation cannot be used. */
public enum OnFlaw {
  /** It is left out and listed in {@link Dataset#flaws}. */
  SKIP,
  /** It ends the reading. */
  FAIL
}
