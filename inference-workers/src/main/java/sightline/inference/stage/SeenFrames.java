package sightline.inference.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import sightline.events.FrameId;

/**
 * The last frame of each camera, to tell a repeated record from a new one.
 *
 * <p>Kept in memory only: repetitions come from a producer that retries, and those lie close
 * together. Threading: one thread.
 */
final class SeenFrames {

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
