package sightline.ingest.camera;

import sightline.events.CameraStatus;
import sightline.events.FrameCounts;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.publish.FrameSink;
import sightline.ingest.publish.Lead;
import sightline.ingest.publish.OutboxSettings;
import sightline.ingest.source.picture.PictureRules;

/**
 * Everything a camera is put together from.
 *
 * @param settings as the operator wants it
 * @param watchSettings how it is watched
 * @param rules its pictures obey
 * @param outboxSettings limits of its way to the broker, with its partition
 * @param lastEpoch newest epoch it ever had, 0 for a new camera
 * @param countsBefore what it had been counted to give
 * @param opener of its source
 * @param sink its frames go to
 * @param lead over the workers, shared by all cameras
 * @param metrics shared by all cameras
 */
public record CameraParts(
    CameraSettings settings,
    WatchSettings watchSettings,
    PictureRules rules,
    OutboxSettings outboxSettings,
    long lastEpoch,
    FrameCounts countsBefore,
    SourceOpener opener,
    FrameSink sink,
    Lead lead,
    IngestMetrics<CameraStatus.State> metrics) {}
