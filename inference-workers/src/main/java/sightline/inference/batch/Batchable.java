package sightline.inference.batch;

import java.time.Instant;
import sightline.events.QueuePolicy;

/**
 * Something of a camera that waits for its batch.
 *
 * <p>Threading: asked by whoever submits or takes, one at a time.
 */
public interface Batchable {

  /** Id of the camera in whose queue it stands. */
  String camera();

  /** What may become of it while it waits. */
  QueuePolicy policy();

  /** From when its deadline counts; may lie in the future. */
  Instant capturedAt();

  /** Whether anybody still waits for it. */
  boolean isWanted();

  /** It stands in the queue now; called before anybody can take it. */
  void queued();
}
