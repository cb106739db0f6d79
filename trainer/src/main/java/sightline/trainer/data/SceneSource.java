package sightline.trainer.data;

import java.io.IOException;

/** Where a scene is read from when it is needed, since scenes are large. */
@FunctionalInterface
public interface SceneSource {

  /** There is none. */
  SceneSource NONE =
      () -> {
        throw new IOException("nobody drew what the pixels of this picture show");
      };

  /**
   * Reads it.
   *
   * @throws IOException when it cannot be read; the message names the file
   */
  Scene read() throws IOException;
}
