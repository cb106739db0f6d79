package sightline.deploy.soak.plan;

import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param kind of fault
 * @param target name of the camera or process, or {@code all cameras}
 * @param at since the beginning of the run
 * @param lasting how long it stands
 * @param how it is done, where a kind knows several ways; else empty
 */
public record PlannedFault(
    FaultKind kind, String target, Duration at, Duration lasting, String how) {

  /** A process is asked to stop. */
  public static final String IN_ORDER = "in order";

  /** A process gets SIGKILL. */
  public static final String KILLED = "killed";
}
