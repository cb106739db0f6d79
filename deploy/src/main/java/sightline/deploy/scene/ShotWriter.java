package sightline.deploy.scene;

import java.io.IOException;

/**
 * Writes shots in one format.
 *
 * <p>Threading: one thread.
 */
interface ShotWriter {

  void add(Shot shot) throws IOException;

  /** Writes what can only be written once all shots are known. */
  default void end() throws IOException {}
}
