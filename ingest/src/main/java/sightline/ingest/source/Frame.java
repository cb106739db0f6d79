package sightline.ingest.source;

import java.time.Instant;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

/**
 * One picture as a source gave it, not encoded yet, so that a frame that is not kept costs nothing.
 *
 * <p>Threading: the thread that reads the source.
 *
 * <p>Ownership: may lend native memory of its source; closed by the caller before the next read.
 */
public interface Frame extends AutoCloseable {

  /** When light fell on it, as well as the source can tell. */
  Instant capturedAt();

  /** The picture as JPEG within {@code rules}, or why there is none. */
  Encoded encode(PictureRules rules);

  @Override
  default void close() {}
}
