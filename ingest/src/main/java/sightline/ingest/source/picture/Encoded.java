package sightline.ingest.source.picture;

import sightline.events.Picture;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;

/** What encoding a frame came to. */
public sealed interface Encoded {

  /**
   * A picture to publish.
   *
   * @param size of the picture; {@link FrameSize#UNKNOWN} for bytes that are no JPEG and travel all
   *     the same, so that the worker rejects them by name
   */
  record Ready(Picture picture, FrameSize size) implements Encoded {}

  /** No picture. */
  record Unfit(SkipReason reason) implements Encoded {}
}
