package sightline.inference.batch;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * How batches are formed, and how much may wait for them.
 *
 * @param preferredBatchSizes a batch leaves at once when it has one of these sizes; ascending, at
 *     least one, the last is the largest batch there is
 * @param maxQueueDelay longest the oldest waits for a preferred size
 * @param maxQueued most that wait, of all cameras
 * @param maxQueuedPerCamera most that wait of one camera, unless its policy is DEADLINE
 * @param maxCameras cameras without anything waiting whose turn and pace are remembered
 */
public record BatchSettings(
    List<Integer> preferredBatchSizes,
    Duration maxQueueDelay,
    int maxQueued,
    int maxQueuedPerCamera,
    int maxCameras) {

  public BatchSettings {
    preferredBatchSizes = List.copyOf(new TreeSet<>(preferredBatchSizes));
    if (preferredBatchSizes.isEmpty() || preferredBatchSizes.get(0) < 1) {
      throw new IllegalArgumentException(
          "preferredBatchSizes are %s, expected at least one, of 1 or more"
              .formatted(preferredBatchSizes));
    }
    int largest = Collections.max(preferredBatchSizes);
    if (maxQueueDelay.isNegative() || maxQueued < largest) {
      throw new IllegalArgumentException(
          "maxQueueDelay %s, maxQueued %d, expected no negative delay, and room for %d"
              .formatted(maxQueueDelay, maxQueued, largest));
    }
    if (maxQueuedPerCamera < 1 || maxCameras < 1) {
      throw new IllegalArgumentException(
          "maxQueuedPerCamera %d, maxCameras %d, expected 1 or more"
              .formatted(maxQueuedPerCamera, maxCameras));
    }
  }

  /** The size of the batch to be formed of {@code waiting}, at least 1. */
  int batchOf(int waiting) {
    int size = waiting;
    for (int preferred : preferredBatchSizes) {
      if (preferred <= waiting) {
        size = preferred;
      }
    }
    return size;
  }

  /** Whether that many are a batch that leaves at once. */
  boolean isPreferred(int waiting) {
    return waiting >= preferredBatchSizes.get(0);
  }

  /** Most frames that wait because their policy says so: half of all places, at least one. */
  int maxPatient() {
    return Math.max(1, maxQueued / 2);
  }
}
