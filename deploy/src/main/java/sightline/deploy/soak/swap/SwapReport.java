package sightline.deploy.soak.swap;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sightline.deploy.soak.swap.judge.GapWatch.Gap;
import sightline.deploy.soak.swap.judge.Judgement;
import sightline.deploy.soak.swap.judge.Trend;

/**
 * What a run of swaps has shown.
 *
 * @param asked how many swaps were asked for
 * @param swaps those that were made
 * @param judgement of every result
 * @param mostSessions open at a time in one slot of one worker
 * @param memory resident bytes of the worker that is never killed, by swap
 * @param memoryFrom first swap that the trend looks at
 * @param remarks what else happened, in sentences
 * @param interrupted whether it was ended before its time
 */
public record SwapReport(
    int asked,
    long seed,
    List<SwapRecord> swaps,
    Judgement judgement,
    int mostSessions,
    List<Trend.Point> memory,
    int memoryFrom,
    List<String> remarks,
    boolean interrupted) {

  /** A gap at an undisturbed swap may be so many times the median interval. */
  static final double MOST_TIMES = 3;

  static final int MOST_SESSIONS = 2;

  /** With fewer points after the beginning, the trend of the memory is not judged. */
  static final int LEAST_POINTS = 50;

  public SwapReport {
    swaps = List.copyOf(swaps);
    memory = List.copyOf(memory);
    remarks = List.copyOf(remarks);
  }

  /** Swaps that did not end as their kind should. */
  public long unexpected() {
    return swaps.stream().filter(swap -> !swap.isAsExpected()).count();
  }

  /** The longest gap of each kind, against the median interval of its camera. */
  public Map<SwapKind, Gap> longestGaps() {
    var gaps = new EnumMap<SwapKind, Gap>(SwapKind.class);
    for (SwapRecord swap : swaps) {
      gaps.merge(
          swap.kind(),
          swap.gap(),
          (a, b) -> Comparator.comparingDouble(Gap::times).compare(a, b) < 0 ? b : a);
    }
    return gaps;
  }

  /** Resident bytes a swap, from {@link #memoryFrom} on. */
  public Trend memoryTrend() {
    return Trend.of(memory.stream().filter(point -> point.x() >= memoryFrom).toList());
  }

  /** Whether memory does not grow; also when there are too few points to tell. */
  public boolean memoryHolds() {
    Trend trend = memoryTrend();
    return trend.points() < LEAST_POINTS || trend.isWithinNoise();
  }

  boolean gapsHold() {
    return longestGaps().getOrDefault(SwapKind.GOOD, Gap.NONE).times() <= MOST_TIMES;
  }

  /** Whether swaps are what they promise to be. */
  public boolean passed() {
    return swaps.size() == asked
        && judgement.isExact()
        && unexpected() == 0
        && mostSessions <= MOST_SESSIONS
        && memoryHolds()
        && gapsHold()
        && !interrupted;
  }
}
