package sightline.deploy.soak.report;

import java.time.Duration;
import java.util.Optional;
import sightline.deploy.soak.plan.PlannedFault;

/**
 * What became of one planned fault.
 *
 * @param fault as planned
 * @param at when it really began, since the beginning of the run
 * @param lasted how long it really stood
 * @param ran whether it took place
 * @param reason why it did not; empty when it did
 * @param recoverySeconds until every camera concerned had a fresh result; -1 when that did not
 *     happen or there was nothing to recover from
 */
public record FaultRecord(
    PlannedFault fault,
    Duration at,
    Duration lasted,
    boolean ran,
    String reason,
    double recoverySeconds) {

  public static FaultRecord notRun(PlannedFault fault, String reason) {
    return new FaultRecord(fault, fault.at(), Duration.ZERO, false, reason, -1);
  }

  public static FaultRecord ran(
      PlannedFault fault, Duration at, Duration lasted, Optional<Duration> recovery) {
    double seconds = recovery.map(time -> time.toMillis() / 1e3).orElse(-1.0);
    return new FaultRecord(fault, at, lasted, true, "", seconds);
  }

  /** Whether it ran and the platform never came back from it. */
  public boolean isUnrecovered() {
    return ran && fault.kind().isTimed() && recoverySeconds < 0;
  }
}
