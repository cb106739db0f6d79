package sightline.deploy.rejections;

import java.time.Instant;
import sightline.events.FrameRejected;

/**
 * Which rejections are meant.
 *
 * @param camera id of the camera; empty for any
 * @param reason name of the reason; empty for any
 * @param slot name of the slot; empty for any
 * @param since earliest time of the record; {@link Instant#EPOCH} for any
 */
record RejectionFilter(String camera, String reason, String slot, Instant since) {

  /** That one, and what came after it. */
  static RejectionFilter of(RejectionId id) {
    // The epoch is the time at which the source was opened: none of its records is older.
    Instant opened = Instant.ofEpochMilli(id.frame().epoch()).minusSeconds(60);
    Instant since = opened.isBefore(Instant.EPOCH) ? Instant.EPOCH : opened;
    return new RejectionFilter(id.frame().camera(), "", id.slot(), since);
  }

  boolean takes(FrameRejected event) {
    return (camera.isEmpty() || camera.equals(event.provenance().frame().camera()))
        && (slot.isEmpty() || slot.equals(event.provenance().slot()))
        && (reason.isEmpty() || reason.equals(event.reason().name()));
  }
}
