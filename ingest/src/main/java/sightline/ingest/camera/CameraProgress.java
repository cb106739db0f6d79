package sightline.ingest.camera;

import sightline.events.CameraStatus;

/**
 * How a camera does right now.
 *
 * @param status as published on topic {@code cameras}
 * @param expectedFrames how many frames its footage holds; -1 when nobody can tell or it never ends
 */
public record CameraProgress(CameraStatus status, long expectedFrames) {

  /** Frames the camera gave, over all its epochs. */
  public long frames() {
    return status.counts().captured();
  }
}
