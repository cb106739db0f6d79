package sightline.dashboards.feed;

import java.time.Instant;
import java.util.List;

/**
 * What the wall says about everything at one moment.
 *
 * @param at the moment
 * @param brokerReachable whether the log answers
 * @param camerasRefused cameras beyond the limit
 * @param cameras by name
 */
public record SiteView(
    Instant at, boolean brokerReachable, long camerasRefused, List<CameraView> cameras) {

  public SiteView {
    cameras = List.copyOf(cameras);
  }
}
