package sightline.ingest.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Somewhere frames come from: a camera, a file, a folder, a generated scene. One object is one
 * opening of it.
 *
 * <p>Threading: one thread reads and closes; the {@link StopSignal} given at opening ends a blocked
 * read from any other.
 *
 * <p>Ownership: the caller closes each frame before it asks for the next one.
 */
public interface FrameSource extends AutoCloseable {

  /**
   * The next frame; blocks. Empty at the end of a file, folder or finite scene; a camera never
   * ends.
   *
   * @throws SourceLost when the camera is gone or the stop signal was raised
   */
  Optional<Frame> next() throws SourceLost;

  /** How many frames it will give in all; -1 when nobody can tell or it never ends. */
  default long expectedFrames() {
    return -1;
  }

  /** How long the last frame stands at least before footage begins again; zero for no matter. */
  default Duration period() {
    return Duration.ZERO;
  }

  @Override
  void close();
}
