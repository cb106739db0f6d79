package sightline.trainer.feed;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import sightline.events.geometry.Box;

/**
 * The pictures of one training step and what is known about them.
 *
 * <p>Ownership: whoever takes it from a {@link Feed} gives it back with {@link #close}; its buffers
 * are used again then. Threading: one thread at a time.
 */
public interface Batch extends AutoCloseable {

  /** Class of pixels that neither count for nor against anything. */
  int IGNORED = 255;

  /** Names of the pictures, in their order; a mosaic is named for all of its parts. */
  List<String> names();

  default int size() {
    return names().size();
  }

  /** (N, C, H, W), as the input specification says; direct, from 0 to its limit. */
  FloatBuffer pictures();

  /** What an autoencoder shall give back: the pictures before noise and holes were put in. */
  FloatBuffer clean();

  /** Objects of each picture, px of the input; what is smaller than a pixel is gone. */
  List<List<Labelled>> objects();

  /**
   * (N, planes, H, W), row by row. One plane of class ids with {@link #IGNORED}; with several
   * labels a pixel, a plane of 0, 1, or {@link #IGNORED} for each label; for inpainting one plane
   * with 1 in the hole. Without planes empty.
   */
  ByteBuffer planes();

  @Override
  void close();

  /**
   * An object on a picture of a batch.
   *
   * @param box px of the input, inside it
   * @param ignored whether it counts neither for nor against anything (crowds, difficult ones)
   */
  record Labelled(int classId, Box box, boolean ignored) {}
}
