package sightline.events.slot;

import java.time.Instant;
import java.util.List;

/**
 * How one worker does with the models it serves or is to serve. Topic {@code worker-status}, key =
 * worker; said at every change and every few seconds.
 *
 * @param worker the beginning of its client ids in the group of the workers
 * @param freeBytes memory that another model could use; -1 when unknown
 * @param versions by slot those that are open or being made ready
 * @param held partitions of {@code frames} that wait for a model
 * @param trouble why it cannot serve, one sentence; empty when it can
 */
public record WorkerStatus(
    String worker,
    Instant at,
    long freeBytes,
    List<Version> versions,
    List<Integer> held,
    String trouble) {
  /** The way of a version; FAILED may follow each step. */
  public enum Step {
    WAITING,
    FETCHING,
    VERIFYING,
    LOADING,
    WARMING,
    READY,
    CLOSING,
    FAILED
  }

  /**
   * One version in one slot.
   *
   * @param revision newest of the slot's states that asks for it
   * @param bytesDone of those fetched
   * @param partitions whose frames it looks at now
   */
  public record Version(
      String slot,
      long revision,
      String model,
      String digest,
      Step step,
      long bytesDone,
      String detail,
      List<Integer> partitions) {}
}
