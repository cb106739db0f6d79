package sightline.ingest.camera;

import java.time.Instant;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.StopSignal;

/** Opens a camera's source anew. */
@FunctionalInterface
public interface SourceOpener {

  /**
   * Blocks until the source is open or {@code stop} is raised.
   *
   * @param opened moment of opening, from which footage counts its own time
   */
  FrameSource open(Instant opened, StopSignal stop) throws SourceLost;
}
