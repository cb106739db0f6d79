package sightline.dashboards.feed;

import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;

/** What one slot says of a picture. */
public sealed interface FrameResult {

  /** What an object takes in memory, roughly, without landmarks and mask. */
  int OBJECT_BYTES = 200;

  /** A model looked for objects in the picture. */
  record Inferred(ObjectsDetected event) implements FrameResult {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public int sizeBytes() {
      return event.detections().stream().mapToInt(Inferred::sizeBytes).sum();
    }

    private static int sizeBytes(Detection one) {
      return OBJECT_BYTES + 16 * one.landmarks().size() + one.mask().counts().length();
    }
  }

  /** A model judged the picture as a whole. */
  record Judged(AnomalyFound event) implements FrameResult {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public int sizeBytes() {
      return event.heat().sizeBytes();
    }
  }

  /** The picture could not be handled. */
  record Rejected(FrameRejected event) implements FrameResult {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public int sizeBytes() {
      return event.thumbnail().sizeBytes();
    }
  }

  static FrameResult of(ObjectsDetected event) {
    return new Inferred(event);
  }

  static FrameResult of(AnomalyFound event) {
    return new Judged(event);
  }

  static FrameResult of(FrameRejected event) {
    return new Rejected(event);
  }

  /** Whether a model made it. */
  default boolean ofModel() {
    return !(this instanceof Rejected);
  }

  /** Where it comes from. */
  Provenance provenance();

  /** What it takes in memory, roughly. */
  int sizeBytes();

  /** The slot that it was made for. */
  default String slot() {
    return provenance().slot();
  }

  /** Whether the result may stand beside the picture named {@code frame}. */
  default boolean belongsTo(FrameId frame) {
    return provenance().frame().equals(frame);
  }
}
