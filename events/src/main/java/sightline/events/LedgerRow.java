package sightline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * The account of one camera, slot and minute so far; of rows with the same camera, slot and minute
 * the last one counts. Topic {@code ledger}, key = camera.
 *
 * @param slot that the outcomes are of; empty when no slot is bound to the camera
 * @param minute that begins then, by the time at which the frames were published
 * @param captured frames the camera gave
 * @param skipped frames left out on purpose, by ingest or by the workers
 * @param lost frames that never reached the workers
 * @param inFlight frames captured that have no outcome yet
 * @param unaccounted frames that nothing explains; anything but 0 is an alert
 * @param repeated records that were there before, beside the balance
 * @param requeued frames looked at once more by an operator's wish, beside the balance
 */
public record LedgerRow(
    String camera,
    String slot,
    Instant minute,
    long captured,
    long published,
    Map<SkipReason, Long> skipped,
    long noSlot,
    long inferred,
    long late,
    Map<FrameRejected.Reason, Long> rejected,
    Map<Loss, Long> lost,
    long inFlight,
    long unaccounted,
    long repeated,
    long requeued) {
  /** Why a frame never reached the workers. */
  public enum Loss {
    /** The log had deleted it before it was read. */
    RETENTION,
    /** The broker did not take it. */
    PUBLISH
  }

  /** Whether every captured frame has exactly one outcome or is on its way. */
  @JsonProperty("balances")
  public boolean balances() {
    long outcomes = noSlot + inferred + late + inFlight + unaccounted;
    return unaccounted == 0 && captured == outcomes + sum(skipped) + sum(rejected) + sum(lost);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
