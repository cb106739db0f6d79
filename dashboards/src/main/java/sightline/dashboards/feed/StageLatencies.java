package sightline.dashboards.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Stage;
import sightline.events.StageTimes;

/**
 * How long frames take from capture to each station on their way, as far as the dashboards see it:
 * the stages of the results, the write to a websocket, the picture on a screen.
 *
 * <p>A frame whose capture time is ahead of the clock, or more than ten minutes old, measures
 * nothing: it is footage that is not read in real time.
 *
 * <p>Threading: any thread.
 */
public final class StageLatencies {

  public static final String DELIVERED = "delivered";
  public static final String DRAWN = "drawn";

  private static final double MAX_SECONDS = 600;

  /**
   * What the way of one frame is measured with.
   *
   * @param capturedAt of its picture
   * @param stages of its result; none without a result
   */
  public record FrameTimes(Instant capturedAt, StageTimes stages) {

    public static FrameTimes of(WallFrame frame) {
      StageTimes stages =
          frame.firstOfModel().map(result -> result.provenance().stages()).orElse(StageTimes.NONE);
      return new FrameTimes(frame.picture().capturedAt(), stages);
    }
  }

  private final DashboardsMetrics metrics;
  private final Map<Stage, LatencyWindow> stages = new EnumMap<>(Stage.class);
  private final LatencyWindow delivered = new LatencyWindow();
  private final LatencyWindow drawn = new LatencyWindow();
  private final LatencyWindow model = new LatencyWindow();
  private final LatencyWindow deliveredMinusModel = new LatencyWindow();

  public StageLatencies(DashboardsMetrics metrics) {
    this.metrics = metrics;
    for (Stage stage : Stage.values()) {
      stages.put(stage, new LatencyWindow());
    }
  }

  /** Takes the stages of a result that is there at {@code now}. */
  public void result(StageTimes times, Instant now) {
    if (!isRealTime(times)) {
      return;
    }
    times
        .sinceCapture()
        .forEach(
            (stage, time) -> {
              stages.get(stage).add(now, seconds(time));
              metrics.frameReached(stage.wireName(), seconds(time));
            });
    modelSeconds(times).ifPresent(seconds -> model.add(now, seconds));
  }

  /** Takes a frame that was written to a websocket at {@code now}. */
  public void delivered(FrameTimes times, Instant now) {
    double seconds = seconds(Duration.between(times.capturedAt(), now));
    if (!isReal(seconds) || !isRealTime(times.stages())) {
      return;
    }
    delivered.add(now, seconds);
    metrics.frameReached(DELIVERED, seconds);
    modelSeconds(times.stages())
        .ifPresent(
            model -> {
              deliveredMinusModel.add(now, seconds - model);
              metrics.frameDelivered(seconds - model);
            });
  }

  /** Takes what a browser says it needed from capture until the picture was drawn. */
  public void drawn(double seconds, Instant now) {
    if (isReal(seconds)) {
      drawn.add(now, seconds);
      metrics.frameDrawn(seconds);
    }
  }

  public LatencyView view(Instant now) {
    var stations = new LinkedHashMap<String, LatencyView.Quantiles>();
    stages.forEach((stage, window) -> put(stations, stage.wireName(), window, now));
    put(stations, DELIVERED, delivered, now);
    put(stations, DRAWN, drawn, now);
    return new LatencyView(stations, model.quantiles(now), deliveredMinusModel.quantiles(now));
  }

  private static void put(
      Map<String, LatencyView.Quantiles> stations, String name, LatencyWindow window, Instant now) {
    LatencyView.Quantiles quantiles = window.quantiles(now);
    if (quantiles.count() > 0) {
      stations.put(name, quantiles);
    }
  }

  /** Time in the engine, as far as the result tells. */
  private static Optional<Double> modelSeconds(StageTimes times) {
    Duration prepared = times.sinceCapture().get(Stage.PREPARED);
    Duration inferred = times.sinceCapture().get(Stage.INFERRED);
    return prepared == null || inferred == null
        ? Optional.empty()
        : Optional.of(seconds(inferred.minus(prepared)));
  }

  private static boolean isRealTime(StageTimes times) {
    return times.sinceCapture().values().stream().allMatch(time -> isReal(seconds(time)));
  }

  private static boolean isReal(double seconds) {
    return seconds >= 0 && seconds <= MAX_SECONDS; // false when it is NaN
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
