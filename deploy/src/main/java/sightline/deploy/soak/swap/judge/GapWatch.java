package sightline.deploy.soak.swap.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long cameras go without a result, by the time at which a worker forwarded each: that is when
 * the wall has it.
 *
 * <p>Threading: any thread.
 */
public final class GapWatch {

  private static final double NANOS_A_MILLI = 1e6;

  /**
   * The longest stretch of one camera without a result.
   *
   * @param camera empty when there was no stretch at all
   * @param millis how long it was
   * @param times as long as the median interval of that camera
   */
  public record Gap(String camera, double millis, double times) {

    public static final Gap NONE = new Gap("", 0, 0);
  }

  private final Map<String, List<Instant>> forwarded = new TreeMap<>();
  private final Map<String, Instant> newest = new TreeMap<>();

  /** A result of {@code camera} was forwarded. */
  public synchronized void result(String camera, Instant at) {
    forwarded.computeIfAbsent(camera, name -> new ArrayList<>()).add(at);
    newest.merge(camera, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** When the newest result of {@code camera} was forwarded; long ago when it has none. */
  public synchronized Instant last(String camera) {
    return newest.getOrDefault(camera, Instant.MIN);
  }

  /** The gap that is longest against its camera's median, of those that touch the given time. */
  public synchronized Gap longest(Instant from, Instant to) {
    Gap longest = Gap.NONE;
    for (var camera : forwarded.entrySet()) {
      List<Instant> times = camera.getValue().stream().sorted().toList();
      double median = median(times);
      for (int i = 1; i < times.size(); i++) {
        boolean touches = !times.get(i).isBefore(from) && !times.get(i - 1).isAfter(to);
        double millis = millis(times.get(i - 1), times.get(i));
        if (touches && median > 0 && millis / median > longest.times()) {
          longest = new Gap(camera.getKey(), millis, millis / median);
        }
      }
    }
    return longest;
  }

  private static double median(List<Instant> times) {
    var intervals = new ArrayList<Double>();
    for (int i = 1; i < times.size(); i++) {
      intervals.add(millis(times.get(i - 1), times.get(i)));
    }
    intervals.sort(null);
    return intervals.isEmpty() ? 0 : intervals.get(intervals.size() / 2);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / NANOS_A_MILLI;
  }
}
