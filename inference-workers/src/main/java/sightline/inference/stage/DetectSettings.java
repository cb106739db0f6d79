package sightline.inference.stage;

import java.time.Duration;
import java.time.Instant;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;

/**
 * What the detect stage must know.
 *
 * @param slot that results are made for
 * @param model that serves it
 * @param maxPending frames of one task that may be in flight
 * @param maxCameras cameras of one task whose last frame is remembered
 * @param tick how often completed results are looked for when no record comes
 * @param maxStall longest wait for one frame's outcome before the worker stops
 * @param freshness told of every frame taken and every outcome forwarded
 */
public record DetectSettings(
    String slot,
    ModelRef model,
    int maxPending,
    int maxCameras,
    Duration tick,
    Duration maxStall,
    Freshness freshness) {

  private static final String NOBODY = "unknown";

  /** The outcome of a record whose headers do not even say which frame it is. */
  Outcome rejectMalformed(String key, LogPosition source, Instant at, String detail) {
    var provenance =
        new Provenance(
            new FrameId(cameraOr(key), 0, 0),
            slot,
            at,
            FrameSize.UNKNOWN,
            model,
            source,
            StageTimes.NONE);
    return new Outcome.Rejected(new FrameRejected(provenance, Reason.BAD_HEADERS, detail));
  }

  private static String cameraOr(String key) {
    try {
      return FrameId.requireCamera(key == null ? NOBODY : key);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
