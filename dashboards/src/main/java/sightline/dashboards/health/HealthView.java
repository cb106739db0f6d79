package sightline.dashboards.health;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.dashboards.feed.LatencyView;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.dashboards.feed.SiteView;
import sightline.dashboards.ledger.LedgerState;

/**
 * How the site does at one moment.
 *
 * @param site its cameras
 * @param checks what must hold for the dashboards to see what happens, and whether it does
 * @param ledger how it stands
 * @param latency of the last minute
 * @param alerts worst first
 * @param accuracy of slots whose truth somebody knows
 */
public record HealthView(
    SiteView site,
    Map<String, Boolean> checks,
    LedgerState ledger,
    LatencyView latency,
    List<Alert> alerts,
    List<LiveAccuracy> accuracy) {

  public HealthView {
    checks = java.util.Collections.unmodifiableMap(new TreeMap<>(checks));
    alerts = List.copyOf(alerts);
    accuracy = List.copyOf(accuracy);
  }
}
