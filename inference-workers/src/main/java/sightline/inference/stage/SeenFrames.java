package sightline.inference.stage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;
import sightline.events.LogPosition;

/**
 * The last frame of each camera, to tell a repeated record from a new one.
 *
 * <p>Kept in memory only: repetitions come from a producer that retries, and those lie close
 * together. Threading: one thread.
 */
final class SeenFrames implements FrameAccount {

  private final Map<String, FrameId> last;

  /**
   * Remembers nothing yet.
   *
   * @param maxCameras beyond it the camera that was silent longest is forgotten
   */
  SeenFrames(int maxCameras) {
    last =
        new LinkedHashMap<>(16, .75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, FrameId> eldest) {
            return size() > maxCameras;
          }
        };
  }

  @Override
  public boolean take(FrameCaptured frame, LogPosition source, Instant published) {
    return isNew(frame.frame());
  }

  @Override
  public void heartbeat(CameraHeartbeat heartbeat, LogPosition source, Instant published) {}

  @Override
  public void settle(LogPosition source, Instant published, Outcome outcome) {}

  @Override
  public void beforeCommit() {}

  @Override
  public void close() {}

  /** Whether {@code frame} is newer than everything seen of its camera; remembers it if so. */
  boolean isNew(FrameId frame) {
    FrameId before = last.get(frame.camera());
    if (before != null
        && (frame.epoch() < before.epoch()
            || (frame.epoch() == before.epoch() && frame.sequence() <= before.sequence()))) {
      return false;
    }
    last.put(frame.camera(), frame);
    return true;
  }
}
