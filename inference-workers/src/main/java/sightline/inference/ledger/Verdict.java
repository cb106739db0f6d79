package sightline.inference.ledger;

/** What a record is to the account. */
public enum Verdict {
  /** Not seen before: to be handled and counted. */
  NEW,
  /** Written to the log a second time: to be dropped. */
  REPEATED,
  /** Read again after a crash, when it was counted before: to be handled, not to be counted. */
  REPLAYED
}
