package sightline.events;

import java.time.Instant;
import sightline.events.geometry.FrameSize;

/**
 * What every result and every rejection says about where it comes from.
 *
 * @param frameSize of the frame as captured; {@link FrameSize#UNKNOWN} when nobody could tell
 * @param model that made it, or that would have
 * @param source where the frame lies in the log
 * @param stages when each stage was done
 */
public record Provenance(
    FrameId frame,
    String slot,
    Instant capturedAt,
    FrameSize frameSize,
    ModelRef model,
    LogPosition source,
    StageTimes stages) {}
