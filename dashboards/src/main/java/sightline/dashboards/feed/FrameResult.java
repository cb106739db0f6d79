package sightline.dashboards.feed;

import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;

/** What one slot says of a picture. */
public sealed interface FrameResult {

  /** A model looked at the picture. */
  record Inferred(ObjectsDetected event) implements FrameResult {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }
  }

  /** The picture could not be handled. */
  record Rejected(FrameRejected event) implements FrameResult {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }
  }

  static FrameResult of(ObjectsDetected event) {
    return new Inferred(event);
  }

  static FrameResult of(FrameRejected event) {
    return new Rejected(event);
  }

  /** Where it comes from. */
  Provenance provenance();

  /** The slot that it was made for. */
  default String slot() {
    return provenance().slot();
  }

  /** Whether the result may stand beside the picture named {@code frame}. */
  default boolean belongsTo(FrameId frame) {
    return provenance().frame().equals(frame);
  }
}
