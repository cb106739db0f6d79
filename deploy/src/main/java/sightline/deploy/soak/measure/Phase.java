package sightline.deploy.soak.measure;

/** Parts of a run. */
public enum Phase {
  /** Before the first fault. */
  BEFORE,
  /** From the first fault until the platform has recovered from the last. */
  DURING,
  /** Then. */
  AFTER
}
