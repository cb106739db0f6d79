package sightline.events;

import java.time.Instant;

/**
 * What a camera is and how it does. Topic {@code cameras}, compacted, key = camera.
 *
 * @param location where it is read from, without credentials
 * @param partition of topic {@code frames} that carries it, for good
 * @param detail one sentence for the operator, or empty
 * @param nextTry when the next attempt to connect is due; {@link Instant#EPOCH} when none is
 * @param epoch of the frames being sent, 0 before the first
 * @param counts of the camera so far, over all epochs
 */
public record CameraStatus(
    String camera,
    String location,
    int partition,
    State state,
    Instant since,
    String detail,
    Instant nextTry,
    long epoch,
    FrameCounts counts) {
  /** How a camera does; the ways between are drawn in the README of ingest. */
  public enum State {
    CONNECTING,
    LIVE,
    /** Connected, but no frame for longer than the stale limit. */
    STALE,
    RECONNECTING,
    /** Could not be opened several times in a row; still being tried. */
    OFFLINE,
    /** The camera refuses the credentials; still being tried, rarely. */
    AUTH_FAILED,
    /** A file or folder that came to its end. */
    ENDED
  }

  public CameraStatus {
    FrameId.requireCamera(camera);
    if (partition < 0) {
      throw new IllegalArgumentException("partition is " + partition + ", expected 0 or more");
    }
  }
}
