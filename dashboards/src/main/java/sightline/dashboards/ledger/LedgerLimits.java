package sightline.dashboards.ledger;

import java.time.Duration;

/**
 * How much of the ledger and of the rejections is remembered.
 *
 * @param window how far back rows are kept, whole minutes
 * @param maxAccounts pairs of camera and slot
 * @param maxExamples newest rejections
 * @param maxThumbnailBytes of all their thumbnails together
 * @param maxCameras with rejections counted
 */
public record LedgerLimits(
    Duration window, int maxAccounts, int maxExamples, long maxThumbnailBytes, int maxCameras) {

  public int windowMinutes() {
    return Math.toIntExact(window.toMinutes());
  }
}
