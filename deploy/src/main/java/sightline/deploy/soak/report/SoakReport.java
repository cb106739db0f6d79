package sightline.deploy.soak.report;

import java.util.List;
import java.util.Map;
import sightline.deploy.soak.count.CameraAccount;
import sightline.deploy.soak.measure.Latencies.Summary;
import sightline.deploy.soak.measure.MemoryWatch.Memory;
import sightline.deploy.soak.measure.Phase;

/**
 * What a run has shown.
 *
 * @param seed of the plan
 * @param minutes that were asked for
 * @param model that looked at the frames
 * @param cameras one account each
 * @param faults in the order of the plan
 * @param forwarded from capture until a result was forwarded, by the result's own times
 * @param glass from capture until a viewer had picture and result
 * @param memory of every process
 * @param remarks what else happened, in sentences
 * @param interrupted whether it was ended before its time
 */
public record SoakReport(
    long seed,
    double minutes,
    String model,
    List<CameraAccount> cameras,
    List<FaultRecord> faults,
    Map<Phase, Summary> forwarded,
    Map<Phase, Summary> glass,
    List<Memory> memory,
    List<String> remarks,
    boolean interrupted) {

  public SoakReport {
    cameras = List.copyOf(cameras);
    faults = List.copyOf(faults);
    memory = List.copyOf(memory);
    remarks = List.copyOf(remarks);
  }

  /** Whether the ledger of every camera adds up and says what was counted. */
  public boolean balanced() {
    return !cameras.isEmpty() && cameras.stream().allMatch(CameraAccount::balances);
  }

  public long missing() {
    return cameras.stream().mapToLong(CameraAccount::missing).sum();
  }

  public long duplicates() {
    return cameras.stream().mapToLong(CameraAccount::duplicates).sum();
  }

  public long orderViolations() {
    return cameras.stream().mapToLong(CameraAccount::orderViolations).sum();
  }

  /** Faults that the platform did not come back from. */
  public long unrecovered() {
    return faults.stream().filter(FaultRecord::isUnrecovered).count();
  }

  /** Whether the site may be accepted. */
  public boolean passed() {
    return balanced()
        && missing() == 0
        && duplicates() == 0
        && orderViolations() == 0
        && unrecovered() == 0
        && !interrupted;
  }
}
