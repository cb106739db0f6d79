package sightline.ingest.look;

import java.time.Duration;

/**
 * When pictures that arrive are not believed.
 *
 * @param blackAfter how long pictures may be black; zero for ever
 * @param frozenAfter how long a picture may stay the same; zero for ever
 * @param repeatedAfter how long a live camera may send the same pictures in turn; zero for ever
 * @param lookEvery how often the brightness is measured
 * @param blackLuma mean luma up to which a picture is black, 0 to 255
 * @param blackSpread standard deviation of the luma up to which it is, 0 to 128
 * @param maxCycleFrames longest turn of pictures that is recognized, frames
 */
public record LookSettings(
    Duration blackAfter,
    Duration frozenAfter,
    Duration repeatedAfter,
    Duration lookEvery,
    double blackLuma,
    double blackSpread,
    int maxCycleFrames) {}
