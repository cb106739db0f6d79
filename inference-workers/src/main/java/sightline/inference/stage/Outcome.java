package sightline.inference.stage;

import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.codec.ResultHeaders;

/** What became of one frame. There is no other case, and a frame never just disappears. */
public sealed interface Outcome {

  /** The model looked at it. */
  record Detected(ObjectsDetected event) implements Outcome {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public Outcome withStages(StageTimes stages) {
      return new Detected(
          new ObjectsDetected(event.provenance().withStages(stages), event.detections()));
    }
  }

  /** It could not be handled. */
  record Rejected(FrameRejected event) implements Outcome {
    @Override
    public Provenance provenance() {
      return event.provenance();
    }

    @Override
    public Outcome withStages(StageTimes stages) {
      return new Rejected(
          new FrameRejected(event.provenance().withStages(stages), event.reason(), event.detail()));
    }
  }

  /** {@code ce_type} of its event. */
  default String eventType() {
    return this instanceof Detected ? ResultHeaders.OBJECTS_DETECTED : ResultHeaders.FRAME_REJECTED;
  }

  /** Frame, model and times. */
  Provenance provenance();

  /** The same outcome with other times. */
  Outcome withStages(StageTimes stages);
}
