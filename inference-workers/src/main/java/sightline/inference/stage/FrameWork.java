package sightline.inference.stage;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import sightline.events.FrameCaptured;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;

/**
 * One frame on its way through the lanes.
 *
 * @param frame to be looked at
 * @param source where it lies in the log
 * @param published when its record was written
 * @param polled when the worker had it in hand
 * @param outcome completed by the lane, never with an exception for a failure that belongs to the
 *     frame; cancelled by the task when nobody waits any more
 */
record FrameWork(
    FrameCaptured frame,
    LogPosition source,
    Instant published,
    Instant polled,
    CompletableFuture<Outcome> outcome) {

  /** What a result of this frame says about its origin. */
  Provenance provenance(String slot, ModelRef model, FrameSize size, StageTimes stages) {
    return new Provenance(frame.frame(), slot, frame.capturedAt(), size, model, source, stages);
  }
}
