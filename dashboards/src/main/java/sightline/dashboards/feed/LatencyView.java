package sightline.dashboards.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long frames took lately.
 *
 * @param sinceCapture by station, in the order of the way; a station that nothing reached is absent
 * @param model time in the engine
 * @param deliveredMinusModel from capture to the websocket without the time in the engine
 */
public record LatencyView(
    Map<String, Quantiles> sinceCapture, Quantiles model, Quantiles deliveredMinusModel) {

  /**
   * Seconds that 50, 95 and 99 of 100 stay below; NaN when nothing was measured.
   *
   * @param count how many were measured
   */
  public record Quantiles(int count, double p50, double p95, double p99) {
    static final Quantiles NONE = new Quantiles(0, Double.NaN, Double.NaN, Double.NaN);
  }

  public LatencyView {
    sinceCapture = Collections.unmodifiableMap(new LinkedHashMap<>(sinceCapture));
  }

  /** Of one station; without a count when nothing reached it. */
  public Quantiles at(String station) {
    return sinceCapture.getOrDefault(station, Quantiles.NONE);
  }
}
