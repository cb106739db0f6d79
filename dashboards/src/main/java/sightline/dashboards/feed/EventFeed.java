package sightline.dashboards.feed;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.AnomalyFound;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;

/**
 * Bounded memory between the log and the browsers: joins pictures with their results, camera by
 * camera, and passes each on once, in order.
 *
 * <p>Threading: any thread; one lock. The listener is called under it, so that it sees the frames
 * of a camera in order; it must not block.
 */
public final class EventFeed implements WallInput {

  private final FeedLimits limits;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final StageLatencies latencies;
  private final Consumer<WallFrame> listener;
  private final Map<String, CameraFeed> cameras = new TreeMap<>();
  private final Set<String> refused = new HashSet<>();
  private boolean brokerReachable;

  public EventFeed(
      FeedLimits limits,
      Clock clock,
      DashboardsMetrics metrics,
      StageLatencies latencies,
      Consumer<WallFrame> listener) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    this.latencies = latencies;
    this.listener = listener;
  }

  @Override
  public synchronized void picture(FrameCaptured picture) {
    camera(picture.frame().camera())
        .ifPresent(
            camera -> {
              metrics.pictureArrived(picture.frame().camera());
              pass(camera.picture(picture, clock.instant()));
            });
  }

  @Override
  public synchronized void heartbeat(CameraHeartbeat heartbeat) {
    camera(heartbeat.camera()).ifPresent(camera -> camera.heartbeat(heartbeat));
  }

  @Override
  public synchronized void detected(ObjectsDetected event) {
    camera(event.provenance().frame().camera())
        .ifPresent(
            camera -> {
              if (camera.isInOrder(event.provenance(), clock.instant())) {
                latencies.result(event.provenance().stages(), clock.instant());
              }
              pass(camera.detected(event, clock.instant()));
            });
  }

  @Override
  public synchronized void judged(AnomalyFound event) {
    camera(event.provenance().frame().camera())
        .ifPresent(
            camera -> {
              if (camera.isInOrder(event.provenance(), clock.instant())) {
                latencies.result(event.provenance().stages(), clock.instant());
              }
              pass(camera.judged(event, clock.instant()));
            });
  }

  @Override
  public synchronized void rejected(FrameRejected event) {
    camera(event.provenance().frame().camera())
        .ifPresent(camera -> pass(camera.rejected(event, clock.instant())));
  }

  @Override
  public synchronized void status(CameraStatus status) {
    camera(status.camera()).ifPresent(camera -> camera.status(status, clock.instant()));
  }

  @Override
  public synchronized void removed(String camera) {
    cameras.remove(camera);
    refused.remove(camera);
    metrics.forget(camera);
    metrics.cameras(cameras.size());
  }

  @Override
  public synchronized void brokerReachable(boolean reachable) {
    brokerReachable = reachable;
    metrics.brokerReachable(reachable);
  }

  /** Shows the pictures whose results did not come in time; to be called many times a second. */
  public synchronized void expire() {
    cameras.values().forEach(camera -> pass(camera.expire(clock.instant())));
  }

  public synchronized SiteView view() {
    var now = clock.instant();
    return new SiteView(
        now,
        brokerReachable,
        refused.size(),
        cameras.values().stream().map(camera -> camera.view(now)).toList());
  }

  private Optional<CameraFeed> camera(String name) {
    CameraFeed known = cameras.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (cameras.size() >= limits.maxCameras()) {
      if (refused.size() < limits.maxCameras()) {
        refused.add(name);
      }
      metrics.eventRefused();
      return Optional.empty();
    }
    var created = new CameraFeed(name, limits, this::dropped, clock.instant());
    cameras.put(name, created);
    metrics.cameras(cameras.size());
    return Optional.of(created);
  }

  private void dropped(FrameJoiner.Drop drop) {
    metrics.dropped(drop.name().toLowerCase(Locale.ROOT));
  }

  private void pass(List<WallFrame> frames) {
    for (WallFrame frame : frames) {
      metrics.frameShown(frame.outcome());
      listener.accept(frame);
    }
  }
}
