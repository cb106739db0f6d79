package sightline.inference.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Slots;

/**
 * What the detect stage must know.
 *
 * @param slots that results are made for
 * @param bounds on what one task holds
 * @param waits for what is in flight
 * @param freshness told of every frame taken and every outcome forwarded
 */
public record DetectSettings(Slots slots, Bounds bounds, Waits waits, Freshness freshness) {

  private static final String NOBODY = "unknown";

  /**
   * Bounds on what one task holds.
   *
   * @param maxPending frames of policy WAIT in flight; beyond it the stream thread waits
   * @param maxInFlight frames in flight; beyond it the stream thread waits, whatever their policy
   * @param maxCameras cameras that are remembered, with their account
   */
  public record Bounds(int maxPending, int maxInFlight, int maxCameras) {}

  /**
   * Waits for what is in flight.
   *
   * @param tick how often completed results are looked for when no record comes
   * @param drainWithin how long a commit waits for frames that may be let go
   * @param maxStall longest wait for one frame's outcome before the worker stops
   * @param ledgerEvery rows of one camera are written at most so often
   */
  public record Waits(
      Duration tick, Duration drainWithin, Duration maxStall, Duration ledgerEvery) {}

  /** The outcomes of a record whose headers do not even say which frame it is. */
  static List<Outcome> rejectMalformed(
      String camera, List<Slot> bound, LogPosition source, Instant at, String detail) {
    var frame = new FrameId(camera, 0, 0);
    if (bound.isEmpty()) {
      return List.of(new Outcome.NoSlot(frame));
    }
    return bound.stream().map(slot -> malformed(frame, slot, source, at, detail)).toList();
  }

  private static Outcome malformed(
      FrameId frame, Slot slot, LogPosition source, Instant at, String detail) {
    var provenance =
        new Provenance(
            frame, slot.name(), at, FrameSize.UNKNOWN, slot.model().ref(), source, StageTimes.NONE);
    return new Outcome.Rejected(
        new FrameRejected(provenance, Reason.BAD_HEADERS, detail, Picture.NONE));
  }

  /** The camera that a record of this {@code key} is counted for. */
  static String cameraOr(String key) {
    try {
      return FrameId.requireCamera(key == null ? NOBODY : key);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
