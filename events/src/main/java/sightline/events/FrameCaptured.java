package sightline.events;

import java.time.Instant;
import sightline.events.geometry.FrameSize;

/**
 * A camera gave a picture. Topic {@code frames}: the value is the picture as it is, the rest
 * travels in headers.
 *
 * @param capturedAt when light fell on it, as well as the source can tell
 * @param size of the picture; {@link FrameSize#UNKNOWN} when ingest could not tell
 * @param counts of the camera up to and including this frame
 * @param policy what becomes of it when the workers are behind
 */
public record FrameCaptured(
    FrameId frame,
    Instant capturedAt,
    FrameSize size,
    Picture picture,
    FrameCounts counts,
    QueuePolicy policy) {}
