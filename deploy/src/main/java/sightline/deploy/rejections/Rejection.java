package sightline.deploy.rejections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import sightline.events.FrameRejected;
import sightline.events.LogPosition;
import sightline.events.codec.CanonicalJson;

/**
 * A rejection as it lies in the log.
 *
 * @param id of the frame and the slot
 * @param event itself
 * @param at time of the record
 * @param position of the record
 * @param replacedBy outcome of a later look: {@code inferred} or {@code rejected}; empty while this
 *     one stands
 */
record Rejection(
    RejectionId id, FrameRejected event, Instant at, LogPosition position, String replacedBy) {

  boolean isReplaced() {
    return !replacedBy.isEmpty();
  }

  Rejection replacedBy(String outcome) {
    return new Rejection(id, event, at, position, outcome);
  }

  /** The canonical event, with its id in front and what the log adds behind. */
  ObjectNode json() {
    ObjectNode event = CanonicalJson.of(this.event);
    ObjectNode json = event.objectNode().put("id", id.toString());
    json.setAll(event);
    json.put("at", at.toString());
    json.set("position", CanonicalJson.of(position));
    return json.put("replacedBy", replacedBy);
  }
}
