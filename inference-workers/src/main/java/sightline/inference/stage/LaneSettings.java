package sightline.inference.stage;

import java.util.List;
import sightline.inference.batch.BatchSettings;
import sightline.inference.reading.Reading;

/**
 * What the lanes must know.
 *
 * @param lanes frames handled side by side, at least 1
 * @param maxBatch most frames in one engine call
 * @param batchBuckets the only sizes of engine calls; a smaller batch is filled up to the next one.
 *     Empty: calls are as large as their batch
 * @param batches how frames are collected
 * @param limits on one picture
 */
public record LaneSettings(
    int lanes, int maxBatch, List<Integer> batchBuckets, BatchSettings batches, Limits limits) {

  public LaneSettings {
    batchBuckets = batchBuckets.stream().sorted().distinct().toList();
    if (!batchBuckets.isEmpty() && batchBuckets.get(0) < 1) {
      throw new IllegalArgumentException(
          "batchBuckets are %s, expected 1 or more each".formatted(batchBuckets));
    }
  }

  /**
   * The size of the engine call for {@code pictures}, of which there are at most {@code most}.
   *
   * @param most that the model takes
   */
  int callFor(int pictures, int most) {
    for (int bucket : batchBuckets) {
      if (bucket >= pictures) {
        return Math.min(bucket, most);
      }
    }
    return batchBuckets.isEmpty() ? pictures : most;
  }

  /**
   * Limits on one picture.
   *
   * @param maxPictureBytes of its JPEG
   * @param maxPixels of the picture
   * @param reading on what is read from a net's answer
   */
  public record Limits(int maxPictureBytes, long maxPixels, Reading.Bounds reading) {}
}
