package sightline.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sightline.deploy.accuracy.SlotAccuracy;
import sightline.deploy.soak.measure.LatencyHistogram;
import sightline.events.Stage;

/**
 * What a run came to.
 *
 * @param lasted from the beginning until the cameras were stopped
 * @param toFirstResultSeconds from the beginning; -1 without a result
 * @param captured frames that the cameras gave
 * @param published frames that went to the workers
 * @param inferred results by slot
 * @param ledger accounts by camera and slot
 * @param settled whether every frame had its outcome in the end
 * @param latencies from capture to the end of each stage
 * @param accuracy of the last minute, where the truth is known
 * @param use of the machine
 * @param malformed records that are not what their topic promises
 */
public record RunSummary(
    Duration lasted,
    double toFirstResultSeconds,
    long captured,
    long published,
    Map<String, Long> inferred,
    List<SlotTotals> ledger,
    boolean settled,
    List<StageLatency> latencies,
    List<SlotAccuracy> accuracy,
    ProcessUse use,
    long malformed) {

  /** ms from capture to the end of a stage. */
  public record StageLatency(String stage, long frames, double p50, double p95, double p99) {

    private static StageLatency of(Stage stage, LatencyHistogram times) {
      return new StageLatency(
          stage.wireName(),
          times.count(),
          times.millisAt(.5),
          times.millisAt(.95),
          times.millisAt(.99));
    }
  }

  public static RunSummary of(
      RunBook book, Duration lasted, List<SlotAccuracy> accuracy, ProcessUse use) {
    var latencies = new ArrayList<StageLatency>();
    book.stages().forEach((stage, times) -> latencies.add(StageLatency.of(stage, times)));
    return new RunSummary(
        lasted,
        book.toFirstResult().map(time -> time.toMillis() / 1e3).orElse(-1.),
        book.captured(),
        book.published(),
        book.inferred(),
        book.ledger(),
        book.isSettled(),
        latencies,
        accuracy,
        use,
        book.malformed());
  }

  /** Whether there is an account and no frame in it that nothing explains. */
  public boolean balances() {
    return settled && !ledger.isEmpty() && ledger.stream().allMatch(SlotTotals::balances);
  }
}
