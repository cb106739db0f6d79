package sightline.dashboards.feed;

import java.time.Duration;

/**
 * How much the feed remembers.
 *
 * @param maxCameras cameras known at once; further ones are refused
 * @param maxPictures of one camera that wait for their result
 * @param maxPictureBytes the same in bytes
 * @param maxResults of one camera that wait for their picture
 * @param maxResultBytes the same in bytes
 * @param maxSlots of one camera whose results are joined; those of further ones are dropped
 * @param pictureWait how long a picture waits for its result when no results come
 * @param lateResultWait how long it waits while results keep coming, only late
 * @param silentAfter how long a live camera may send nothing before it counts as stale
 */
public record FeedLimits(
    int maxCameras,
    int maxPictures,
    long maxPictureBytes,
    int maxResults,
    long maxResultBytes,
    int maxSlots,
    Duration pictureWait,
    Duration lateResultWait,
    Duration silentAfter) {}
