package sightline.inference.stage;

import java.time.Duration;
import sightline.inference.image.Reduction;

/**
 * What the lanes must know.
 *
 * @param slot that results are made for
 * @param lanes engine calls side by side, at least 1
 * @param maxBatch most frames in one engine call
 * @param maxDelay longest a frame waits for its batch to fill
 * @param maxQueued most frames that wait for a lane
 * @param limits on one picture
 */
public record LaneSettings(
    String slot, int lanes, int maxBatch, Duration maxDelay, int maxQueued, Limits limits) {

  /**
   * Limits on one picture.
   *
   * @param maxPictureBytes of its JPEG
   * @param maxPixels of the picture
   * @param maxCandidates boxes that suppression looks at
   * @param reduction how small it may be decoded
   */
  public record Limits(
      int maxPictureBytes, long maxPixels, int maxCandidates, Reduction reduction) {}
}
