package sightline.inference;

import java.util.List;
import java.util.stream.IntStream;
import sightline.inference.batch.BatchSettings;
import sightline.inference.reading.Reading;
import sightline.inference.stage.LaneSettings;

/** How many lanes there are and how they batch, where the settings leave it to the provider. */
final class LaneChoice {

  private static final int LANES_ON_GPU = 2; // one decodes while the other computes
  private static final int BATCH_ON_GPU = 8;

  private LaneChoice() {}

  /**
   * The lanes that {@code config} asks for.
   *
   * @param onCpu whether the models run there: as many lanes as cores, and no batches, from which a
   *     CPU gains nothing
   * @param batchLimit the largest batch that any of the models takes
   */
  static LaneSettings of(InferenceConfig config, boolean onCpu, int batchLimit) {
    int lanesByDefault = onCpu ? Runtime.getRuntime().availableProcessors() : LANES_ON_GPU;
    int batchByDefault = onCpu ? 1 : BATCH_ON_GPU;
    int maxBatch = Math.min(batchLimit, config.maxBatch() > 0 ? config.maxBatch() : batchByDefault);
    return new LaneSettings(
        config.lanes() > 0 ? config.lanes() : lanesByDefault,
        maxBatch,
        buckets(config, onCpu, maxBatch),
        new BatchSettings(
            upTo(maxBatch, config.preferredBatchSizes()),
            config.maxQueueDelay(),
            config.maxQueued(),
            config.maxQueuedPerCamera(),
            config.maxCameras()),
        new LaneSettings.Limits(
            config.maxPictureBytes(),
            config.maxPixels(),
            new Reading.Bounds(
                config.maxCandidates(), config.maxMaskSide(), config.maxHeatSide())));
  }

  /** On a GPU calls of few sizes only, since every new one costs it dearly: 1, 2, 4, 8 … */
  private static List<Integer> buckets(InferenceConfig config, boolean onCpu, int maxBatch) {
    if (!config.batchBuckets().isEmpty()) {
      return upTo(maxBatch, config.batchBuckets());
    }
    return onCpu
        ? List.of()
        : upTo(maxBatch, IntStream.iterate(1, size -> size < maxBatch, size -> 2 * size));
  }

  private static List<Integer> upTo(int maxBatch, List<Integer> sizes) {
    return upTo(maxBatch, sizes.stream().mapToInt(Integer::intValue));
  }

  /** Those of {@code sizes} that are below {@code maxBatch}, and that one. */
  private static List<Integer> upTo(int maxBatch, IntStream sizes) {
    return IntStream.concat(sizes.filter(size -> size < maxBatch), IntStream.of(maxBatch))
        .sorted()
        .boxed()
        .toList();
  }
}
