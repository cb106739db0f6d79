package sightline.inference.ledger;

import java.util.Map;
import sightline.events.SkipReason;

/**
 * What one record adds to the rows of its camera, in frames.
 *
 * @param frames that came with it: 1 for a frame, 0 for a heartbeat
 * @param skipped by ingest, by reason, without those that the broker refused
 * @param retention published, and deleted before they were read
 * @param publish never taken by the broker
 * @param corrected booked as lost to retention before, and now known not to have been published
 * @param unaccounted that the counts do not explain; negative where they explain too many
 */
record Booking(
    long frames,
    Map<SkipReason, Long> skipped,
    long retention,
    long publish,
    long corrected,
    long unaccounted) {

  static final Booking NOTHING = new Booking(0, Map.of(), 0, 0, 0, 0);

  Booking withUnaccounted(long frames) {
    return new Booking(this.frames, skipped, retention, publish, corrected, frames);
  }

  Booking withRetention(long more) {
    return new Booking(frames, skipped, retention + more, publish, corrected, unaccounted);
  }

  Booking withPublishLost(long more) {
    return new Booking(frames, skipped, retention, publish + more, corrected, unaccounted);
  }

  /** Frames that the camera gave, and of which it is now known what became. */
  long captured() {
    return frames + Sums.of(skipped) + retention + publish + unaccounted;
  }
}
