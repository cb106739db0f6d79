package sightline.dashboards.feed;

import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;

/** What is known about a picture when it is shown. */
public sealed interface FrameResult {

  /** A model looked at the picture. */
  record Inferred(ObjectsDetected event) implements FrameResult {}

  /** The picture could not be handled. */
  record Rejected(FrameRejected event) implements FrameResult {}

  /** Nothing arrived in time. */
  record Pending() implements FrameResult {}

  FrameResult PENDING = new Pending();

  static FrameResult of(ObjectsDetected event) {
    return new Inferred(event);
  }

  static FrameResult of(FrameRejected event) {
    return new Rejected(event);
  }

  /** Whether the result may stand beside the picture named {@code frame}. */
  default boolean belongsTo(FrameId frame) {
    if (this instanceof Inferred inferred) {
      return inferred.event().provenance().frame().equals(frame);
    }
    if (this instanceof Rejected rejected) {
      return rejected.event().provenance().frame().equals(frame);
    }
    return true;
  }
}
