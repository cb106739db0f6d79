package sightline.dashboards.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sightline.dashboards.feed.CameraView;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.dashboards.feed.SiteView;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.health.Alert.Kind;
import sightline.dashboards.ledger.Accounts;
import sightline.dashboards.ledger.Imbalance;
import sightline.dashboards.ledger.LedgerState;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;

/**
 * Puts together how the site does, and says what is wrong with it.
 *
 * <p>Threading: any thread; one lock.
 */
public final class SiteHealth {

  private static final String BROKER_CHECK = "brokerReachable";

  /**
   * Where it looks.
   *
   * @param feed cameras
   * @param source what is read
   * @param accounts what became of the frames
   * @param latencies how long they took
   * @param accuracy how right their results are, where the truth is known; does not block
   */
  public record Sources(
      EventFeed feed,
      EventSource source,
      Accounts accounts,
      StageLatencies latencies,
      Supplier<List<LiveAccuracy>> accuracy) {}

  private final Sources sources;
  private final Duration ledgerSilentAfter;
  private final DashboardsMetrics metrics;
  private final Map<String, Instant> firstSeen = new HashMap<>();

  public SiteHealth(Sources sources, Duration ledgerSilentAfter, DashboardsMetrics metrics) {
    this.sources = sources;
    this.ledgerSilentAfter = ledgerSilentAfter;
    this.metrics = metrics;
  }

  public Sources sources() {
    return sources;
  }

  public synchronized HealthView view() {
    SiteView site = sources.feed().view();
    Map<String, Boolean> checks = sources.source().checks();
    LedgerState ledger = sources.accounts().ledger().state();
    var alerts = new ArrayList<Alert>();
    ledger.imbalances().forEach(each -> alerts.add(unbalanced(each)));
    ledger.losses().forEach(each -> alerts.add(lost(each)));
    alerts.addAll(ofLog(site, checks));
    site.cameras().forEach(camera -> alerts.addAll(ofCamera(camera, ledger, site)));
    alerts.sort(Comparator.comparing(Alert::kind).thenComparing(Alert::camera));
    metrics.alerts(alerts.size());
    return new HealthView(
        site,
        checks,
        ledger,
        sources.latencies().view(site.at()),
        alerts,
        sources.accuracy().get());
  }

  private static Alert unbalanced(Imbalance found) {
    return new Alert(
        Kind.UNBALANCED,
        found.camera(),
        found.since(),
        "%s unaccounted for on %s%s"
            .formatted(frames(found.frames()), found.camera(), ofSlot(found.slot())),
        "Keep the logs of ingest and of the workers of that minute: a frame was lost without a"
            + " word, which is a fault of the platform.");
  }

  private static Alert lost(Imbalance found) {
    return new Alert(
        Kind.FRAMES_LOST,
        found.camera(),
        found.since(),
        "%s lost on %s%s before a worker could read them"
            .formatted(frames(found.frames()), found.camera(), ofSlot(found.slot())),
        "See in the table whether retention or publishing lost them: give topic frames more room,"
            + " or see what the broker refuses.");
  }

  private List<Alert> ofLog(SiteView site, Map<String, Boolean> checks) {
    var alerts = new ArrayList<Alert>();
    forgetWhatHolds(site, checks);
    if (!site.brokerReachable()) {
      alerts.add(
          new Alert(
              Kind.BROKER_UNREACHABLE,
              "",
              since(BROKER_CHECK, site.at()),
              "The Kafka broker does not answer",
              "See whether it runs and whether dashboards.bootstrapServers names it; everything"
                  + " comes back by itself."));
    } else {
      checks.forEach(
          (name, holds) -> {
            if (!holds && !name.equals(BROKER_CHECK)) {
              alerts.add(stale(name, site.at()));
            }
          });
    }
    return alerts;
  }

  private Alert stale(String check, Instant now) {
    return new Alert(
        Kind.FEED_STALE,
        "",
        since(check, now),
        "The feed stands still: " + check,
        "What is shown may be old. See the log of the dashboards; if it does not say why, start"
            + " them again.");
  }

  private List<Alert> ofCamera(CameraView camera, LedgerState ledger, SiteView site) {
    CameraStatus status = camera.status();
    if (status.state() == State.LIVE) {
      Instant moved = ledger.newest().getOrDefault(status.camera(), status.since());
      boolean behind = moved.plus(ledgerSilentAfter).isBefore(site.at());
      return behind && camera.framesPerSecond() > 0 ? List.of(behind(status, moved)) : List.of();
    }
    return isAway(status.state()) ? List.of(away(status)) : List.of();
  }

  private static Alert behind(CameraStatus status, Instant since) {
    return new Alert(
        Kind.LEDGER_BEHIND,
        status.camera(),
        since,
        "The ledger of %s stands still while its frames arrive".formatted(status.camera()),
        "See whether a worker runs and keeps up: frames wait in the log until one does.");
  }

  private static Alert away(CameraStatus status) {
    String advice =
        switch (status.state()) {
          case AUTH_FAILED -> "Correct the user name and password of this camera.";
          case STALE -> "See whether the camera sends a moving picture; it is opened anew soon.";
          default -> "See whether the camera has power and network; it is tried until it is back.";
        };
    String words =
        switch (status.state()) {
          case AUTH_FAILED -> "refuses the credentials";
          case STALE -> "sends nothing new";
          case OFFLINE -> "is offline";
          default -> "was lost and is being opened again";
        };
    String detail = status.detail().isEmpty() ? "" : ": " + status.detail();
    return new Alert(
        Kind.CAMERA_NOT_LIVE,
        status.camera(),
        status.since(),
        "%s %s%s".formatted(status.camera(), words, detail),
        advice);
  }

  private static boolean isAway(State state) {
    return switch (state) {
      case STALE, RECONNECTING, OFFLINE, AUTH_FAILED -> true;
      case CONNECTING, LIVE, ENDED -> false;
    };
  }

  private void forgetWhatHolds(SiteView site, Map<String, Boolean> checks) {
    firstSeen
        .keySet()
        .removeIf(
            what ->
                what.equals(BROKER_CHECK)
                    ? site.brokerReachable()
                    : checks.getOrDefault(what, true));
  }

  private Instant since(String what, Instant now) {
    return firstSeen.computeIfAbsent(what, ignored -> now);
  }

  private static String frames(long count) {
    return count == 1 ? "1 frame" : count + " frames";
  }

  private static String ofSlot(String slot) {
    return slot.isEmpty() ? "" : " (" + slot + ")";
  }
}
