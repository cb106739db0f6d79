package sightline.inference.outcome;

import sightline.events.AnomalyFound;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.SkipReason;

/**
 * What became of one frame in one slot. There is no other case, and a frame never just disappears.
 */
public sealed interface Outcome extends Report {

  /** The frame. */
  FrameId frame();

  /** The slot; empty text when none is bound to the camera. */
  String slot();

  /** An outcome that is told on a topic. */
  sealed interface WithEvent extends Outcome {

    /** {@code ce_type} of its event. */
    String eventType();

    /** Frame, model and times. */
    Provenance provenance();

    /** The same outcome with another provenance. */
    WithEvent with(Provenance provenance);

    @Override
    default FrameId frame() {
      return provenance().frame();
    }

    @Override
    default String slot() {
      return provenance().slot();
    }
  }

  /**
   * The model looked for objects in it.
   *
   * @param masks whether it is a model that gives masks
   */
  record Detected(ObjectsDetected event, boolean masks) implements WithEvent {
    @Override
    public String eventType() {
      return masks ? ResultHeaders.OBJECTS_SEGMENTED : ResultHeaders.OBJECTS_DETECTED;
    }

    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public WithEvent with(Provenance provenance) {
      return new Detected(new ObjectsDetected(provenance, event.detections()), masks);
    }
  }

  /** The model judged it as a whole. */
  record Judged(AnomalyFound event) implements WithEvent {
    @Override
    public String eventType() {
      return ResultHeaders.ANOMALY_FOUND;
    }

    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public WithEvent with(Provenance provenance) {
      return new Judged(
          new AnomalyFound(provenance, event.score(), event.threshold(), event.heat()));
    }
  }

  /** It could not be handled. */
  record Rejected(FrameRejected event) implements WithEvent {
    @Override
    public String eventType() {
      return ResultHeaders.FRAME_REJECTED;
    }

    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public WithEvent with(Provenance provenance) {
      return new Rejected(
          new FrameRejected(provenance, event.reason(), event.detail(), event.thumbnail()));
    }
  }

  /** It was left out on purpose. */
  record Skipped(FrameId frame, String slot, SkipReason reason) implements Outcome {}

  /** It was past its deadline before it was looked at. */
  record Late(FrameId frame, String slot) implements Outcome {}

  /** No slot is bound to its camera. */
  record NoSlot(FrameId frame) implements Outcome {
    @Override
    public String slot() {
      return "";
    }
  }
}
