package sightline.dashboards.training;

/** How far a training job is, in the words of topic {@code training-progress}. */
public enum JobState {
  /** In the log; nobody has begun it. */
  QUEUED,
  STARTING,
  TRAINING,
  EVALUATING,
  EXPORTING,
  /** The exported file is compared with the net that was trained. */
  CHECKING,
  PUBLISHING,
  /** A version of it is in the registry. */
  PUBLISHED,
  /** Trained, and nobody asked to publish. */
  KEPT,
  /** Trained, but the publish gate said no. */
  REFUSED,
  FAILED,
  STOPPED;

  /** Whether nothing more will come. */
  public boolean isEnd() {
    return compareTo(PUBLISHED) >= 0;
  }
}
