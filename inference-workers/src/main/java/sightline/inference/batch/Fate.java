package sightline.inference.batch;

/** Why something left the queue without a batch. */
public enum Fate {
  /** Its policy let it go, since there was more to do than could be done. */
  OVERLOADED,
  /** It was past its deadline. */
  LATE
}
