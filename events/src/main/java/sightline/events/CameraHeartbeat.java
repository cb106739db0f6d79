package sightline.events;

import java.time.Instant;

/**
 * A control record on topic {@code frames}: the camera is being read, and these are its counts.
 * Written once a minute and, with {@code ended}, after the last frame of an epoch.
 *
 * @param counts of the camera so far
 * @param ended whether the epoch is over: no further frame of it follows
 */
public record CameraHeartbeat(
    String camera, long epoch, Instant at, FrameCounts counts, boolean ended) {
  public CameraHeartbeat {
    FrameId.requireCamera(camera);
  }
}
