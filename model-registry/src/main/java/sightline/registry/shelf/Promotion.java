package sightline.registry.shelf;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One change of a slot on its way from the wish to the markers, as people see it.
 *
 * @param kind {@code bind}, {@code promote}, {@code rollback}, {@code unbind}, {@code settings}
 * @param from {@code name/version} that looked at the cameras, empty for none
 * @param to {@code name/version} that is to look at them, empty for none
 * @param canary cameras that alone are meant; empty for all of the slot
 * @param endedAt the epoch as long as it has not ended
 * @param problem why it was refused, one sentence; empty otherwise
 * @param gap whether workers close the old model before they load the new one
 * @param settled whether every live worker has passed the markers and lets nothing wait
 * @param workers live ones, and how far each is; none when a later one of the slot exists
 */
public record Promotion(
    String id,
    String slot,
    String kind,
    State state,
    String from,
    String to,
    List<String> canary,
    String by,
    String why,
    Instant startedAt,
    Instant deadline,
    Instant endedAt,
    String problem,
    long revision,
    boolean gap,
    Map<Integer, Long> offsets,
    boolean settled,
    List<WorkerProgress> workers) {

  /**
   * Where it is.
   *
   * <pre>
   *   ANNOUNCED --all ready--> SWITCHED --a worker cannot--> ROLLED_BACK
   *       +--not ready in time--> REFUSED
   *       +--taken back--> CANCELLED
   * </pre>
   */
  public enum State {
    ANNOUNCED,
    SWITCHED,
    REFUSED,
    CANCELLED,
    ROLLED_BACK
  }

  /**
   * How far one worker is.
   *
   * @param step of {@code WorkerStatus.Step}, or {@code SILENT} when it has not said anything
   * @param partitions whose frames the version looks at now
   * @param held partitions that wait for it
   */
  public record WorkerProgress(
      String worker,
      String step,
      long bytesDone,
      long ofBytes,
      String detail,
      List<Integer> partitions,
      List<Integer> held) {}
}
