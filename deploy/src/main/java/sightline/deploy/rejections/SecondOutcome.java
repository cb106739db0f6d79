package sightline.deploy.rejections;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import sightline.events.AnomalyFound;
import sightline.events.FrameRejected;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;

/** What became of a frame's second look. */
record SecondOutcome(RejectionId id, Fate fate, String detail) {

  /** All there is. */
  enum Fate {
    /** A model looked at it. */
    INFERRED,
    /** It was rejected once more. */
    REJECTED,
    /** The log holds its picture no more. */
    GONE,
    /** The log holds no rejection of that id. */
    UNKNOWN,
    /** It was sent, and nobody answered in time. */
    UNANSWERED,
    /** Its picture is there; nothing was sent. */
    POSSIBLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static SecondOutcome inferred(RejectionId id, ObjectsDetected event) {
    ModelRef model = event.provenance().model();
    return new SecondOutcome(
        id,
        Fate.INFERRED,
        "%d objects found by %s %s"
            .formatted(event.detections().size(), model.name(), model.version()));
  }

  static SecondOutcome inferred(RejectionId id, AnomalyFound event) {
    ModelRef model = event.provenance().model();
    return new SecondOutcome(
        id,
        Fate.INFERRED,
        "judged %s by %s %s"
            .formatted(event.abnormal() ? "abnormal" : "normal", model.name(), model.version()));
  }

  static SecondOutcome rejected(RejectionId id, FrameRejected event) {
    return new SecondOutcome(id, Fate.REJECTED, "%s: %s".formatted(event.reason(), event.detail()));
  }

  static SecondOutcome gone(RejectionId id) {
    return new SecondOutcome(id, Fate.GONE, "its picture is no longer in the log");
  }

  static SecondOutcome unknown(RejectionId id) {
    return new SecondOutcome(id, Fate.UNKNOWN, "the log holds no rejection of this id");
  }

  static SecondOutcome unanswered(RejectionId id) {
    return new SecondOutcome(id, Fate.UNANSWERED, "sent; no result yet");
  }

  static SecondOutcome possible(RejectionId id) {
    return new SecondOutcome(id, Fate.POSSIBLE, "its picture is in the log; nothing was sent");
  }

  /** Whether an answer may still come. */
  boolean isOpen() {
    return fate == Fate.UNANSWERED;
  }

  /** Whether the frame has, or could have, a result now. */
  boolean isGood() {
    return fate == Fate.INFERRED || fate == Fate.POSSIBLE;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id.toString())
        .put("outcome", fate.word())
        .put("detail", detail);
  }
}
