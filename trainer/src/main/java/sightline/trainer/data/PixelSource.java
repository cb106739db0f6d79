package sightline.trainer.data;

import java.io.IOException;

/**
 * Pixels of samples that lie in no file of their own: generated pictures, and packed archives.
 *
 * <p>Threading: any thread, several at once.
 */
@FunctionalInterface
public interface PixelSource {

  /** Every picture is the file that its sample names. */
  PixelSource FILES =
      sample -> {
        throw new IOException("expected a picture in a file, found none for sample " + sample.id());
      };

  /**
   * The pixels of a sample, the same each time.
   *
   * @throws IOException when they cannot be read; the message says which and why
   */
  Pixels read(Sample sample) throws IOException;
}
